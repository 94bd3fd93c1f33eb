// Widely known groceries, restaurants and cafés, written from general knowledge.
// One line per kind: `Name`, `Name=other|spellings`, `~Name` where the name is a common word,
// `Name==spellings` where the name alone means another of its kinds,
// `!Name` where it is short and yet certain at the start of any text.
import type { KnownBrands } from './known.ts'

export const FOOD: KnownBrands = {
  'food.groceries': `
    Whole Foods Market=whole foods|wholefds|whole foods mkt|wholefoods|wfm; Trader Joe's; Kroger; Publix=publix super market;
    Safeway; Albertsons; ~Giant=giant food|giant eagle|giant food stores; Food Lion; ~Wegmans; H-E-B=heb|h e b; Aldi=aldi sud|aldi nord|aldi sued;
    Lidl; Meijer; Costco=costco whse|costco wholesale; Sam's Club=sams club|samsclub; BJ's Wholesale Club=bjs wholesale|bjs whsl; Sprouts Farmers Market=sprouts farmers|sprouts;
    Winn-Dixie; ShopRite; ~Stop & Shop; Harris Teeter; Hy-Vee; Piggly Wiggly; Ralphs; Fred Meyer; Vons; ~Smart & Final; ~WinCo Foods;
    Grocery Outlet; Food 4 Less; King Soopers; ~Fry's=frys food; Jewel-Osco=jewel osco; ~Acme Markets; Price Chopper; Market Basket;
    Hannaford; Ingles Markets=ingles; Save A Lot; Fresh Thyme; The Fresh Market=fresh market; Raley's; Stater Bros; H Mart; 99 Ranch Market=99 ranch;
    Weis Markets=weis; Schnucks; QFC; Instacart; FreshDirect; Misfits Market; Thrive Market; HelloFresh=hello fresh; Blue Apron; Imperfect Foods; Factor Meals=factor75;
    Tesco=tesco stores|tesco store|tesco express|tesco extra|tesco metro|tesco superstore; Sainsbury's=sainsburys smkt|j sainsbury; Asda; Morrisons=w m morrison|wm morrison|wm morrisons|morrisons daily; Waitrose; Ocado;
    ~Iceland=iceland foods; Co-op=co op group|co op food|coop food|cooperative food|the co operative; Marks & Spencer==m s simply food|m s food|m s foodhall; Farmfoods; Budgens; Costcutter; Gousto; Abel & Cole; Riverford; ~Booths;
    Rewe=rewe markt; Edeka=edeka markt; Kaufland; ~Netto=netto marken discount|netto marken; ~Penny=penny markt; ~Real; tegut; Alnatura; denn's Biomarkt=denns biomarkt|denns; Globus; Norma; HIT Markt; Flink; Gorillas;
    Billa=billa plus; ~Spar=eurospar|interspar; Hofer; MPREIS; Migros=migrolino; ~Coop=coop pronto|coop supermarkt; Denner; Volg;
    Carrefour=carrefour market|carrefour city|carrefour express; E.Leclerc=e leclerc|leclerc; Auchan; Intermarché=intermarche; Monoprix; Franprix; ~Casino=casino supermarche|geant casino; Super U=super u|hyper u|u express; ~Picard=picard surgeles; Biocoop; Grand Frais; ~Cora;
    Mercadona; ~Dia=dia supermercado|dia %; Eroski; Alcampo; Consum; Hipercor; Bonpreu; Ahorramas; Esselunga; Conad; ~Coop Italia=ipercoop; Eurospin; Pam Panorama; Bennet; Iper; ~Despar;
    Albert Heijn=ah to go|albert heijn; Jumbo=jumbo supermarkten; ~Plus Supermarkt; Picnic; Dirk van den Broek; Hoogvliet; Delhaize; Colruyt; Biedronka; ~Żabka=zabka; Pingo Doce; Continente;
    ICA=ica supermarket|ica nara|ica maxi|ica kvantum; Willys; Hemköp=hemkop; ~Rema 1000=rema; Kiwi=kiwi norge; ~Meny; Føtex=fotex; Bilka; ~Irma; K-Market=k market|k citymarket|k supermarket; S-market=s market; Prisma; Lidl Plus;
    Loblaws; No Frills; ~Metro=metro ontario|metro plus; Sobeys; Real Canadian Superstore; IGA; FreshCo; Woolworths; Coles; Countdown; Pak'nSave=paknsave; Pick n Pay; Checkers; Dunnes Stores; SuperValu; Cencosud; Soriana; Chedraui; Pão de Açúcar=pao de acucar; Spinneys; Lulu Hypermarket`,
  'food.convenience': `
    7-Eleven=7 eleven|seven eleven|7 11; Circle K; Wawa; Sheetz; ~Cumberland Farms; AM PM=ampm;
    Londis; Spar Express; McColl's; Nisa=nisa local; One Stop=one stop stores; FamilyMart; Lawson; OXXO; Pressbyrån=pressbyran; Narvesen; ~R-Kioski; Couche-Tard`,
  'food.fast_food': `
    McDonald's=mcdonalds|mc donalds|mcd; Burger King; ~Subway; Taco Bell; Wendy's; !KFC=kentucky fried chicken; Chick-fil-A=chick fil a; Chipotle=chipotle mexican grill|chipotle online; Domino's=dominos pizza|dominos; Pizza Hut;
    Papa Johns=papa john|papa johns pizza|papa johns; Little Caesars; Popeyes; Arby's; ~Sonic=sonic drive in; Jack in the Box; Five Guys; Shake Shack; In-N-Out Burger=in n out burger|in n out; Whataburger; Panda Express;
    Jimmy John's; Jersey Mike's=jersey mikes subs|jersey mikes; Firehouse Subs; Dairy Queen; Culver's; White Castle; Carl's Jr; Hardee's; Del Taco; Qdoba; Raising Cane's=raising canes; Zaxby's; Wingstop; El Pollo Loco; Long John Silver's;
    Moe's Southwest Grill; Noodles & Company; Sweetgreen; Cava=cava mezze; Auntie Anne's; Cinnabon; Baskin-Robbins; Steak 'n Shake=steak n shake; Church's Chicken; Bojangles; Portillo's; Cook Out; Freddy's Frozen Custard=freddys; Rally's; Checkers Drive-In; Krystal; Marco's Pizza; Papa Murphy's;
    Greggs; Leon=leon restaurants; Itsu; Wasabi; ~Pret A Manger=pret a manger|pret; ~Subway Sandwiches; Quick=quick restaurant; Nordsee; ~Vapiano; Dean & David; Hesburger; Max Burgers=max burgers; ~Telepizza; Jollibee; Tim Hortons=tim hortons|tims; Nando's; Wimpy; Hungry Jack's; ~A&W; Harvey's; Mary Brown's; ~Quiznos; Blaze Pizza; MOD Pizza`,
  'food.restaurants': `
    Olive Garden; The Cheesecake Factory=cheesecake factory|cheesecake; Applebee's; Chili's=chilis grill|chilis; Outback Steakhouse=outback; Red Lobster; Texas Roadhouse; LongHorn Steakhouse=longhorn steak|longhorn; Cracker Barrel;
    Buffalo Wild Wings=bww|b dubs; P.F. Chang's=pf changs|p f changs; Ruth's Chris Steak House=ruths chris|ruths chris steak; Denny's; !IHOP; Waffle House; Panera Bread=panera; Red Robin; TGI Fridays=tgi fridays|tgif|tgi friday; Ruby Tuesday;
    Bob Evans; Golden Corral; The Capital Grille=capital grille; Morton's The Steakhouse=mortons steakhouse|mortons; Maggiano's; Carrabba's; Bonefish Grill; BJ's Restaurant=bjs restaurants|bjs restaurant; California Pizza Kitchen=california pizza kitchen|cpk; Benihana; Hooters;
    Dave & Buster's; Cheddar's; First Watch; Yard House; Seasons 52; Legal Sea Foods; Fogo de Chão=fogo de chao; Perkins; Friendly's; Bertucci's; Bahama Breeze; Eddie V's; Nobu; Sizzler; Village Inn; Uno Pizzeria;
    Wagamama; PizzaExpress=pizza express; Zizzi; ASK Italian; ~Bill's; ~Prezzo; Harvester; Toby Carvery; Frankie & Benny's; Nando's Restaurant; Bella Italia; Côte Brasserie=cote brasserie; Las Iguanas; Turtle Bay; Yo! Sushi=yo sushi; Miller & Carter; Beefeater; Brewers Fayre; Hippopotamus; Buffalo Grill; Courtepaille; Block House; Hans im Glück=hans im gluck|hans im glueck; L'Osteria=losteria; Peter Pane; The Keg; Swiss Chalet; Boston Pizza; ~Earls; ~Moxies`,
  'food.delivery': `
    DoorDash=doordash|dd doordash; Uber Eats=uber eats|ubereats|uber eats help; Grubhub; Postmates; Seamless; Caviar; Gopuff; Deliveroo; Just Eat=just eat; Lieferando=lieferando|takeaway com; Thuisbezorgd; Wolt; Foodora; Glovo; Foodpanda; Rappi; iFood; SkipTheDishes=skip the dishes|skipthedishes; Swiggy; Zomato; Bolt Food; ~Talabat; Menulog; EatStreet; ezCater; ChowNow; ~Slice`,
  'food.coffee': `
    Starbucks=starbucks store|starbucks coffee; Dunkin'=dunkin|dunkin donuts; Peet's Coffee=peets|peets coffee|peets coffee tea; Tim Horton's Coffee; Caribou Coffee; Dutch Bros Coffee=dutch bros; Blue Bottle Coffee=blue bottle; Philz Coffee=philz; Krispy Kreme; Einstein Bros Bagels=einstein bros|einstein bagels; Bruegger's Bagels=brueggers; The Coffee Bean & Tea Leaf=coffee bean tea leaf|coffee bean; Scooter's Coffee=scooters coffee; Biggby Coffee=biggby; Intelligentsia; Stumptown Coffee; La Colombe; Black Rifle Coffee; Nespresso; Keurig; Jamba=jamba juice|jamba; Corner Bakery Cafe=corner bakery; Au Bon Pain; Insomnia Cookies; Crumbl=crumbl cookies; Nothing Bundt Cakes; ~Paris Baguette; Tous les Jours; Gong Cha; Kung Fu Tea; Bluestone Lane; Gregory's Coffee;
    Costa Coffee=costa; Caffè Nero=caffe nero; Gail's Bakery=gails; Esquires Coffee; Second Cup; Paul Bakery=boulangerie paul; Le Pain Quotidien; Backwerk; Kamps; ~Tchibo; Espresso House; Joe & The Juice; Wayne's Coffee; Starbucks Reserve; Gloria Jean's; Segafredo; Einstein Kaffee; Balzac Coffee; Le Crobag; Ditsch; Brezelkönig`,
  'food.bars': `Wetherspoon=jd wetherspoon|j d wetherspoon|wetherspoons; BrewDog; Greene King; Slug & Lettuce; All Bar One; O'Neill's; Walkabout; Twin Peaks; World of Beer`,
  'food.alcohol': `Total Wine & More=total wine; BevMo!=bevmo; ABC Fine Wine & Spirits=abc fine wine; Spec's; Binny's Beverage Depot=binnys; Majestic Wine; Systembolaget; Vinmonopolet; Alko; LCBO; SAQ; Dan Murphy's; BWS; Nicolas; Gall & Gall; Drizly; Laithwaites; Naked Wines; Vivino; The Beer Store; Jacques' Wein-Depot=jacques wein depot`,
}
