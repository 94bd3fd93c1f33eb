import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { buttonClass } from './button.tsx'
import { Button } from 'react-aria-components/Button'

type DialogProps = {
  title: ReactNode
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  actions: ReactNode
}

/** A question in the middle of the page. Esc and a click outside close it without deciding anything. */
export function Dialog({ title, isOpen, onClose, children, actions }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="enter-fade fixed inset-0 z-50 flex items-end justify-center bg-(--scrim) p-4 sm:items-center"
    >
      <Modal className="w-full max-w-md rounded-card border border-line bg-raised shadow-pop">
        <AriaDialog role="alertdialog" className="max-h-[calc(100dvh-2rem)] overflow-y-auto p-6 outline-none">
          <Heading slot="title" className="text-lg font-semibold tracking-tight">
            {title}
          </Heading>
          <div className="mt-2 space-y-3 text-soft">{children}</div>
          <div className="mt-6 flex flex-wrap justify-end gap-2">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

type DrawerProps = { title: string; closeLabel: string; isOpen: boolean; onClose: () => void; children: ReactNode }

/** A panel at the right edge, the whole screen on a phone. */
export function Drawer({ title, closeLabel, isOpen, onClose, children }: DrawerProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="enter-fade fixed inset-0 z-50 flex justify-end bg-(--scrim)"
    >
      <Modal className="enter-drawer h-full w-full border-line bg-raised shadow-pop sm:max-w-lg sm:border-l">
        <AriaDialog className="flex h-full flex-col outline-none">
          <div className="flex items-center justify-between border-b border-line py-3 pr-3 pl-6">
            <Heading slot="title" className="text-base font-semibold tracking-tight">
              {title}
            </Heading>
            <Button slot="close" aria-label={closeLabel} className={buttonClass('quiet', 'small', 'w-9 px-0!')}>
              <X aria-hidden />
            </Button>
          </div>
          <div className="flex-1 overflow-y-auto px-6 py-5">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
