/*
 * What people are called for short, in English, French and Dutch: a given name, then the forms it goes by. A short form may belong to
 * several names (Alex); two names never become each other through one they share, so that Alexandre and Alexandra stay two.
 * Written by hand for this product. Folded (IMP-9).
 */

const english = `
abigail abby gail; albert al bert bertie; alexander alex alec sandy xander; alexandra alex lexi sandra sasha; alfred alf fred; alice ally;
alison ally ali; amanda mandy; andrew andy drew; angela angie; anthony tony; antonia toni; archibald archie; arthur art artie;
barbara barb babs barbie; benjamin ben benji benny; bernard bernie; beverly bev; bradley brad; calvin cal; cameron cam; carolyn carol;
caroline carrie caro; catherine cathy kate katie cat cathie; katherine kate katie kathy kat kathie kit kitty; kathryn kate katie kathy; charles
charlie chuck chas; charlotte charlie lottie; chelsea chels; christian chris; christina chris tina christie; christine chris chrissy tina;
christopher chris topher kit; clifford cliff; constance connie; cynthia cindy; daniel dan danny; danielle dani; david dave davey; deborah deb debbie;
dennis denny; diana di; donald don donnie; dorothy dot dottie; douglas doug; edward ed eddie ted ned; eleanor ellie nell nora; elizabeth liz lizzie
beth betty eliza libby bess betsy; emily em emmy; emma em; eugene gene; evelyn evie; florence flo; frances fran fanny; francis frank fran;
franklin frank; frederick fred freddie; gabriel gabe; gabrielle gabby; geoffrey geoff; gerald gerry jerry; gregory greg; gwendolyn gwen;
harold harry hal; henry harry hank hal; isabella bella izzy; isabel izzy bel; jacob jake; jacqueline jackie; james jim jimmy jamie; janet jan;
jeffrey jeff; jennifer jen jenny jenn; jeremy jem; jessica jess jessie; joan joanie; john johnny jack; jonathan jon jonny; joseph joe joey;
joshua josh; josephine jo josie; judith judy; julia jules; katelyn kate; kenneth ken kenny; kimberly kim; laurence larry; lawrence larry;
leonard leo len lenny; leslie les; lillian lily; lucille lucy; madeleine maddie; madison maddie; margaret maggie meg peggy marge margie greta;
martha marty; martin marty; mary molly polly mamie; matthew matt; maureen mo; maximilian max; maxwell max; megan meg; melanie mel; melissa mel missy;
michael mike mick mikey; michelle shelly; mildred millie; mitchell mitch; nancy nan; natalie nat; nathan nate nat; nathaniel nate nat; nicholas nick
nicky; nicole nicky nikki; norman norm; oliver ollie; olivia liv livvy; pamela pam; patricia pat patty trish tricia; patrick pat paddy; peter pete;
philip phil; phillip phil; priscilla cilla; rachel rach; randolph randy; raymond ray; rebecca becky becca; reginald reg reggie; richard rick rich dick
ricky richie; robert rob bob bobby robbie; roberta bobbie; roderick rod; rodney rod; ronald ron ronnie; rosemary rose rosie; russell russ; samantha sam
sammy; samuel sam sammy; sandra sandy; sarah sally; sebastian seb; sidney sid; stanley stan; stephanie steph; stephen steve; steven steve;
stewart stu; susan sue susie; suzanne sue susie; sylvester sly; tamara tammy; terence terry; theodore ted theo teddy; theresa terry tess; thomas tom
tommy; timothy tim timmy; tobias toby; valerie val; vanessa nessa; veronica ronnie; victor vic; victoria vicky tori; vincent vince vinny; violet vi;
virginia ginny; walter walt wally; wesley wes; wilfred wilf; william will bill billy willy liam; winifred winnie; zachary zach zack`;

const french = `
adelaide adele; adrien adri; agathe aga; albertine berthe; alexandra alex sandra; alexandre alex sacha; alexis alex; alfred fred; amelie mel;
anastasia ana; andre dede; angelique angie; annabelle anna; antoine tony toine titi; antoinette toinette; arnaud nono; augustin gus; barthelemy
bart; bastien bast; beatrice bea; benedicte bene; benjamin ben; benoit ben; bernadette berna; bertrand bert; brigitte bri; camille cam; caroline caro;
catherine cathy cath katy; cecile ceci; charles charlie charlot; charlotte charlie lotte; christelle chris; christian chris; christiane chris;
christine chris; christophe chris tophe; claudette claude; claudine claude; clementine clem; clement clem; constance connie; corinne coco; daniel dan
dany; danielle dany; david dave; delphine del; denis nini; dominique dom domi; dorothee doro; edouard ed doudou; eleonore nora leo; elisabeth babeth
lise lisa betty; elise lise; emilie emi milie; emmanuel manu; emmanuelle manu; ernestine titine; etienne tienne; eugenie ninie; fabien fab;
fabienne fab; fabrice fab; felicien felix; ferdinand fernand; florence flo; florian flo; francine france; francois franck fanfan; francoise soizic
fanchon; frederic fred; frederique fred; gabriel gab gaby; gabrielle gab gaby; genevieve gene ginette viviane; georges jojo; gerard gege;
germaine maine; ghislaine guylaine; gilbert gil; gregoire greg; guillaume guy will; gustave gus; gwenaelle gwen; helene lene; henri riri;
henriette riette; hippolyte polo; hortense tense; hugues hugo; isabelle isa zaza; jacqueline jackie line; jacques jacky; jean-baptiste jb; jean-claude jc;
jean-francois jf jeff; jean-luc jl; jean-marc jm; jean-michel jm; jean-philippe jp; jean-pierre jp; jeanne jeannette; jerome jer; joelle jo; jonathan jo;
josephine josie fifine; josette jo; julien juju; juliette juju; laetitia laeti; laurence lolo; laurent lolo; leonard leo; leopold leo; lucie lulu;
lucien lulu; ludovic ludo; madeleine mado madelon; marcel marc; marguerite margot margo; marie-anne marianne; marie-claude mc; marie-eve mimi;
marie-josee mj; marie-louise malou; marie-therese maite; martine titine; mathieu mat math; matthieu mat math; mathilde mathou; maurice momo;
maxime max; maximilien max; melanie mel; michel mich miche; micheline miche; monique momo; nathalie nat nath; nathan nat; nicolas nico; nicole nico;
noemie nono; odette dette; olivier oli; oliviane liv; pascal pasc; patricia pat; patrick pat; penelope penny; philippe phil philou; pierre pierrot;
pierre-luc pl; rachelle rach; raphael raph rafa; raphaelle raph; raymond ray; rebecca becky; richard rick; robert bob; roland rolo; romain rom;
rosalie rosa rose; sabrina sab; samuel sam; sandrine sandy; sebastien seb bastien; severine sev; simone mone; solange sol; sophie soso; stephane steph;
stephanie steph fanny; suzanne suzie suzy; sylvain sylv; sylvie syl; tatiana tati; theodore theo; theophile theo; theotime theo; therese tess;
thibault thib; thierry titi; timothee tim; tristan tris; valentin val; valentine val; valerie val; vanessa nessa; veronique vero; victor vic;
victoire vic; victoria vic; vincent vince; virginie gigi vivi; vivienne vivi; william will; xavier xav; yannick yann; yolande yoyo; zacharie zac`;

const dutch = `
abraham bram; adriaan ad adri arie; adriana adri ada; aleida aleid leida; alexander alex lex sander xander; andreas andries dries; anna anneke ans anke
annie; anthonius toon ton antoon; antonius toon ton antoon teun; arnoldus arno nol; augustinus guus stijn; barbara babs; bartholomeus bart mees;
bernardus bernard ben bernd; catharina trijn toos cato karin carien ina; christiaan chris; christina chris stien tine; cornelia corrie cor cobie lia
nel; cornelis cor kees cees nelis; daniel daan; dirk dick; eduard ed edu; elisabeth els bets liesbeth lies betty elly; emmanuel manuel; ferdinand ferry;
franciscus frans cis sus; francisca fransje cisca sissy; frederik fred freek frits; geertruida truus geertje trudy truida; gerardus gerard ger gerrit;
gijsbert gijs bert; godfried govert; gustaaf guus staf; hendrik henk rik hein henri; hendrika rika henny riek; henricus henk harry rik; hubertus
huub bert bertus; jacobus jaap jaco koos ko sjaak cobus; jacoba coba cobie; jan-willem jw; johan jo joop; johanna jo hanna hanneke annie joke jopie;
johannes jan hans johan joop hannes; jozef jef joep jos; josephus jef joep jos sjef; karel ka; katelijne lijne kaat; katrien trien kaat; lambertus
bert lambert bertus; laurentius laurens lau rens; leonardus leo leon; leopold pol; lodewijk lode loek; ludovicus ludo lode; margaretha greet grietje
greta margriet gre; maria marie mia ria marijke mieke miep riet marieke; marinus rinus; martinus martin tinus maarten; mattheus thijs matthijs;
matthias thijs mats; maximiliaan max; michael michiel; nicolaas klaas nico claas nick; paulus paul; petrus piet peter; petronella nel ellen nelly petra;
philippus flip filip; pieter piet; quirinus krijn quirijn; rudolf rudi ruud dolf; sebastiaan bas bastiaan; simon siem; sophia fietje sofie; stefanus stef
stefaan; theodorus theo dorus door; theodora dora thea; theresia trees thea; thomas tom; tobias tobie; valentijn tijn; vincentius vincent vinnie;
wilhelmina mien wil willemijn mina; wilhelmus wim willem wil helmus; willem wim wil pim; zacharias zach`;

/** What each short form may stand for; a name stands for itself. */
const standsFor = new Map<string, readonly string[]>();
for (const group of [english, french, dutch].flatMap((table) => table.split(';'))) {
  const [name, ...forms] = group
    .trim()
    .split(/\s+/)
    .map((word) => word.replace('-', ' '));
  for (const form of [name, ...forms]) {
    const names = standsFor.get(form) ?? [];
    if (!names.includes(name)) standsFor.set(form, [...names, name]);
  }
}

/** The given names that somebody called this may have; none for a name that has no short form here. */
export const namesBehind = (firstName: string): readonly string[] => standsFor.get(firstName) ?? [];

/** Whether both may be forms of one given name. Symmetric. */
export function areFormsOfOneName(a: string, b: string): boolean {
  const [ofA, ofB] = [namesBehind(a), namesBehind(b)];
  return ofA.some((name) => ofB.includes(name));
}

/*
 * Further given names of today that have no short form of their own. A name that somebody bears is hardly a slip of another: Emmy is
 * a girl beside Emma, whether or not the network knows an Emmy yet.
 */
const others = `
  aaron adam adele andree daniele gabriele jean louise marcelle michele murielle noelie pascale rachele samira agnes aicha aline alma amaury amina anais andrea anouk ariane arianne armand arno aude audrey aurelie aurore axel aya bastian beatrix
  boris brenda brian bruno bryan carl carla carmen cedric celia celine chantal chloe clara cleo colin coralie cyril dana daphne darius delia diana diego
  dieter doris dylan edgar edith elena elena eli elias eline elisa elise eloise elsa elodie ema emile emilia emilie emmy enzo eric erica erik erika esther
  ethan eva evan eve ezra faith fanny fatima felicia fleur gael gaelle gaetan georgia gilles gina gisele gloria grace gwenael hana hanna hannah hector
  helena heloise herve hilde hugo ian ibrahim ilse imane ines ingrid inge irene iris isaac isis ismael ivan ivy jade jana jane janick jasmine jason
  jean jena jenna jeroen joel joelle johan johanne jonas jordan joris josee joyce jules julia julian juliana julie juna justin justine kai karim karina
  karine karl kelly kevin kim klara koen kyle lara laura laurie lea leah leila lena leo leon leona lena leonie leopold lia lina linda line lionel lisa
  livia loic lola lora loris lotte lou louane louis louisa louise luc luca lucas lucia lucie lucile luis luka lukas luna lydia lyne lynn mae mael maelle
  maeva maia malik malo manon manuel mara marc marcel marco margaux maria marie marielle marika marin marina marine mario marion marius mark marlene marthe
  martijn martin martine mary mateo mathias mathis maud maude maya melina mia mila milan milo mina miriam mohamed moira monica morgan myriam mya nadia
  nadine naomi nathalie neil nelly nelson nina nikolas nils noa noah noe noel noelle nora norah oceane odile omar ophelie oscar owen paola pascale paul
  paula paule pauline peggy pia quentin rachid rania raphaelle reine remi remy rene renee rita robin romane romy rosa rose roxane ruben ruth ryan sacha
  sam samia samuelle sanne sara sarah selena selma serge sharon sienna simona sofia sofie solene sonia stella svenja sylvain sylvaine sylvette tanya
  tara tea tess thea theo thibaut tim tina tom tomas tristan ugo ulysse valere vera vincente viola wendy wilma yan yann yannis yara yasmine ymke yoann
  youssef yves yvette yvon yvonne zara zelie zoe`.split(/\s+/);

const borne = new Set([...standsFor.keys(), ...others].filter((name) => name.length > 1));

/** Whether people are known to be called so. */
export const isGivenName = (firstName: string): boolean => borne.has(firstName);
