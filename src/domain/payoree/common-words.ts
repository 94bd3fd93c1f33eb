// Words that are somebody's brand and everybody's word.

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).filter((word) => word !== ''))

/** A brand of one of these words names it only where hardly anything follows. */
export const COMMON_WORDS: ReadonlySet<string> = words(`
  action admiral albert alpha amber anchor angel apollo aqua arena atlas aurora avenue bella beta bliss blue bonus boulevard
  bravo breeze brilliant budget burlington canal canon capital cascade castle central century chalet champion charm choice
  clarion classic clipper clover cobra colonial columbia comet compass concord concordia condor copa coral corner cottage
  cosmos crest crown crunch crystal cursor daily deluxe delta diamond direct discovery domino douglas dragon dream eagle
  east echo economist eden edge elisa elite emerald emirates empire energy epic essence eureka euro ever evergreen everyman
  evolution express factory family fashion favorite fever fidelity first flora focus forest fortune forum fossil fox
  freedom fresh friends frontier future galaxy garden gemini general generation global globe globus gold golden good grand
  great green group guardian guess habitat happy harbor harmony harvest heaven helen helios hello heritage hinge home honey
  horizon husky icon ideal image imperial impulse indigo infinity inter international island jade jasmine jewel journey joy
  jumbo jupiter king kings kraken lake laser legend leon liberty light lime lion live local loft lotus lucky luna lush
  magenta magic magnet main manor maple marathon marina market mars master matrix maxi mecca medium mega melody mercury
  metro metropolis midas mini mint mirage mission modern monarch moon morton mountain nation national natural nature neptune
  next nice noble norma normal north norton nova oasis ocean odeon office olive olympia olympic omega one open optimum
  orange orbit orchid oriental origin orion outlet pacific palace palm panda panorama paradise paramount park party peacock
  pearl pegasus penny phoenix picnic pilot pioneer planet plaza plus polo port premier prestige prime princess prism
  progress progressive proton prudential pulse quality queen quick rainbow real regal regent reliant republic reserve ring
  river robin rocket root rose royal ruby safari sage salt sapphire saturn scout select senior shell sigma silver simple
  sinclair sirius smart smile smarty sol solar sonic south spa spark spectator spectrum speed speedy spirit sport sports
  spring sprint stadium standard star stars state station steam sterling stop street studio style subway summit sun sunny
  sunrise sunset super superior supreme surf swan swift target tempo terra tiger titan today top total touch town trade
  tradition trend tribute trinity tropical trust twin union united unity universal universe urban valley value vegas venus
  verbund victoria victory village villa vintage virgin vision vista vital viva vivid voyage walkabout wave web west
  western white wild wind wing winner winners wired wise wish wonder wood world young zen zenith zest zone medium calm bird
  very gap fido base relay roller stars normal cora casino simple tango action hema tap bark leon chapters boots coach
  guess buckle journeys loft express only sandro jules maje weekday monki manor tile plex binge stan crave now wow tidal
  match bumble meta shaw dish sling box framer notion linear avant upstart gusto kayak clear costa max playtika stage alan
  tim sol free base simply plus play delta seamless slice caviar wolt factor dreams medion sage hit norma otto iceland giant
  house box pumpkin millennium set premier northgate unicom village moss hobbs johnsons raymond sovereign viking works cross central
  club gourmet market village kitchen corner garden farm bridge church castle abbey manor park view hill lodge oak ash elm ivy
  tower bell swan crown anchor ship wheel plough bull horse hare hound bear wolf hawk raven owl phoenix dolphin whale
  monday friday sunday april may june august red black yellow purple pink grey gray brown orange white
  man woman boy girl baby mama papa mum mom dad brother sister uncle aunt
  booths penny netto coop dia plus meny irma total star lotto casper hubo gamma praxis mio article burrow poco obi kicks
`)

/** What may follow a brand without making it another shop: what it sells, how, in which form. Folded. */
export const DESCRIPTORS: ReadonlySet<string> = words(`
  store stores shop shops outlet supermarket supermarkets supercenter superstore superstores hypermarket market markt mkt express
  extra local metro city centre center central online web app com net org help bill www http https mobile wireless wrls
  oil gas fuel petrol station stations service services serv svc filling garage tankstelle restaurant restaurants grill cafe
  coffee bar pizza burger kitchen sandwiches subs food foods grocery groceries pharmacy apotheke drug drugs hotel hotels inn
  suites resort airlines airways air energy electric power water insurance ins bank group holding holdings international intl usa
  us uk eu europe america north south east west of the and drive thru kiosk north airport mall plaza retail discount direct
  fashion clothing shoes kids women men home filiale fil fr de es it nl at ch se customer care membership subscription plan
  purchase order orders marketplace digital media streaming tv music premium plus pro monthly annual gmbh ag kg gmbhcokg sagt danke
  supermercado supermercados hipermercado supermarche magasin tienda negozio winkel sklep butik butikk kauppa
`)
