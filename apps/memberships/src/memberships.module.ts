import { Module } from '@nestjs/common';
import { AssessSalesController } from './features/assess-sales/assess-sales.controller.js';
import { AssessSalesHandler } from './features/assess-sales/assess-sales.handler.js';
import { ChangeExpirationController } from './features/change-expiration/change-expiration.controller.js';
import { ChangeExpirationHandler } from './features/change-expiration/change-expiration.handler.js';
import { ChangeListingController } from './features/change-listing/change-listing.controller.js';
import { ChangeListingHandler } from './features/change-listing/change-listing.handler.js';
import { ChangeOfferController } from './features/change-offer/change-offer.controller.js';
import { ChangeOfferHandler } from './features/change-offer/change-offer.handler.js';
import { CreateListingsController } from './features/create-listings/create-listings.controller.js';
import { CreateListingsHandler } from './features/create-listings/create-listings.handler.js';
import { CreateListingController } from './features/create-listing/create-listing.controller.js';
import { CreateListingHandler } from './features/create-listing/create-listing.handler.js';
import { CreateOfferController } from './features/create-offer/create-offer.controller.js';
import { CreateOfferHandler } from './features/create-offer/create-offer.handler.js';
import { EnrolMembersController } from './features/enrol-members/enrol-members.controller.js';
import { EnrolMembersHandler } from './features/enrol-members/enrol-members.handler.js';
import { GetListingController } from './features/get-listing/get-listing.controller.js';
import { GetListingHandler } from './features/get-listing/get-listing.handler.js';
import { GetMembershipController } from './features/get-membership/get-membership.controller.js';
import { GetMembershipHandler } from './features/get-membership/get-membership.handler.js';
import { GetOfferController } from './features/get-offer/get-offer.controller.js';
import { GetOfferHandler } from './features/get-offer/get-offer.handler.js';
import { ListListingsController } from './features/list-listings/list-listings.controller.js';
import { ListListingsHandler } from './features/list-listings/list-listings.handler.js';
import { ReportMembersController } from './features/report-members/report-members.controller.js';
import { ReportMembersHandler } from './features/report-members/report-members.handler.js';
import { ReportSalesController } from './features/report-sales/report-sales.controller.js';
import { ReportSalesHandler } from './features/report-sales/report-sales.handler.js';
import { ListMembershipsController } from './features/list-memberships/list-memberships.controller.js';
import { ListMembershipsHandler } from './features/list-memberships/list-memberships.handler.js';
import { ListOffersController } from './features/list-offers/list-offers.controller.js';
import { ListOffersHandler } from './features/list-offers/list-offers.handler.js';
import { ListReplacementTargetsController } from './features/list-replacement-targets/list-replacement-targets.controller.js';
import { ListReplacementTargetsHandler } from './features/list-replacement-targets/list-replacement-targets.handler.js';
import { OnOrganizationRegisteredController } from './features/on-organization-registered/on-organization-registered.controller.js';
import { OnOrganizationRegisteredHandler } from './features/on-organization-registered/on-organization-registered.handler.js';
import { ReleaseSalesController } from './features/release-sales/release-sales.controller.js';
import { ReleaseSalesHandler } from './features/release-sales/release-sales.handler.js';
import { ReserveSalesController } from './features/reserve-sales/reserve-sales.controller.js';
import { ReserveSalesHandler } from './features/reserve-sales/reserve-sales.handler.js';
import { BillMonthsController } from './features/bill-months/bill-months.controller.js';
import { BillMonthsHandler } from './features/bill-months/bill-months.handler.js';
import { CarryOutMonths } from './features/bill-months/carry-out-months.js';
import { LookForMonthsHandler } from './features/bill-months/look-for-months.handler.js';
import { MonthSchedule } from './features/bill-months/month-schedule.js';
import { MonthlyBilling } from './features/bill-months/monthly-billing.js';
import { CancelHeldMembershipsController } from './features/cancel-held-memberships/cancel-held-memberships.controller.js';
import { CancelHeldMembershipsHandler } from './features/cancel-held-memberships/cancel-held-memberships.handler.js';
import { CarryOutCancellation } from './features/cancel-held-memberships/carry-out-cancellation.js';
import { CancelMembershipsController } from './features/cancel-memberships/cancel-memberships.controller.js';
import { CancelMembershipsHandler } from './features/cancel-memberships/cancel-memberships.handler.js';
import { FindTouchedMembershipsController } from './features/find-touched-memberships/find-touched-memberships.controller.js';
import { FindTouchedMembershipsHandler } from './features/find-touched-memberships/find-touched-memberships.handler.js';
import { CreateCatalogueDraftController } from './features/create-catalogue-draft/create-catalogue-draft.controller.js';
import { CreateCatalogueDraftHandler } from './features/create-catalogue-draft/create-catalogue-draft.handler.js';
import { GetCatalogueDraftController } from './features/get-catalogue-draft/get-catalogue-draft.controller.js';
import { GetCatalogueDraftHandler } from './features/get-catalogue-draft/get-catalogue-draft.handler.js';
import { ListCatalogueDraftsController } from './features/list-catalogue-drafts/list-catalogue-drafts.controller.js';
import { ListCatalogueDraftsHandler } from './features/list-catalogue-drafts/list-catalogue-drafts.handler.js';
import { ListDraftedListingsController } from './features/list-drafted-listings/list-drafted-listings.controller.js';
import { ListDraftedListingsHandler } from './features/list-drafted-listings/list-drafted-listings.handler.js';
import { PublishCatalogueDraftController } from './features/publish-catalogue-draft/publish-catalogue-draft.controller.js';
import { PublishCatalogueDraftHandler } from './features/publish-catalogue-draft/publish-catalogue-draft.handler.js';
import { DiscardCatalogueDraftController } from './features/discard-catalogue-draft/discard-catalogue-draft.controller.js';
import { DiscardCatalogueDraftHandler } from './features/discard-catalogue-draft/discard-catalogue-draft.handler.js';
import { CarryOutSale } from './features/sell-memberships/carry-out-sale.js';
import { SellMembershipsController } from './features/sell-memberships/sell-memberships.controller.js';
import { SellMembershipsHandler } from './features/sell-memberships/sell-memberships.handler.js';
import { PreviewSaleController } from './features/preview-sale/preview-sale.controller.js';
import { PreviewSaleHandler } from './features/preview-sale/preview-sale.handler.js';
import { CarryOutReplacement } from './features/replace-memberships/carry-out-replacement.js';
import { ReplaceMembershipsController } from './features/replace-memberships/replace-memberships.controller.js';
import { ReplaceMembershipsHandler } from './features/replace-memberships/replace-memberships.handler.js';
import { PreviewMembershipCancellationsController } from './features/preview-membership-cancellations/preview-membership-cancellations.controller.js';
import { PreviewMembershipCancellationsHandler } from './features/preview-membership-cancellations/preview-membership-cancellations.handler.js';
import { PreviewReplacementController } from './features/preview-replacement/preview-replacement.controller.js';
import { PreviewReplacementHandler } from './features/preview-replacement/preview-replacement.handler.js';
import { CheckInController } from './features/check-in/check-in.controller.js';
import { CheckInHandler } from './features/check-in/check-in.handler.js';
import { LogActivityController } from './features/log-activity/log-activity.controller.js';
import { LogActivityHandler } from './features/log-activity/log-activity.handler.js';
import { BlockEntryController } from './features/block-entry/block-entry.controller.js';
import { BlockEntryHandler } from './features/block-entry/block-entry.handler.js';
import { GetEntitlementController } from './features/get-entitlement/get-entitlement.controller.js';
import { GetEntitlementHandler } from './features/get-entitlement/get-entitlement.handler.js';
import { ListActivitiesController } from './features/list-activities/list-activities.controller.js';
import { ListActivitiesHandler } from './features/list-activities/list-activities.handler.js';
import { BatchesModule } from './batches.module.js';
import { CardsModule } from './cards.module.js';
import { SellingModule } from './selling.module.js';
import { SkillsModule } from './skills.module.js';
import { MoveHomeController } from './features/move-home/move-home.controller.js';
import { MoveHomeHandler } from './features/move-home/move-home.handler.js';
import { ListHomeMovesController } from './features/list-home-moves/list-home-moves.controller.js';
import { ListHomeMovesHandler } from './features/list-home-moves/list-home-moves.handler.js';
import { ListHomesController } from './features/list-homes/list-homes.controller.js';
import { ListHomesHandler } from './features/list-homes/list-homes.handler.js';
import { PreviewAffiliationController } from './features/preview-affiliation/preview-affiliation.controller.js';
import { PreviewAffiliationHandler } from './features/preview-affiliation/preview-affiliation.handler.js';
import { BuyAffiliationController } from './features/buy-affiliation/buy-affiliation.controller.js';
import { BuyAffiliationHandler } from './features/buy-affiliation/buy-affiliation.handler.js';
import { CarryOutAffiliation } from './features/buy-affiliation/carry-out-affiliation.js';
import { PreviewAffiliationCancellationController } from './features/preview-affiliation-cancellation/preview-affiliation-cancellation.controller.js';
import { PreviewAffiliationCancellationHandler } from './features/preview-affiliation-cancellation/preview-affiliation-cancellation.handler.js';
import { CancelAffiliationController } from './features/cancel-affiliation/cancel-affiliation.controller.js';
import { CancelAffiliationHandler } from './features/cancel-affiliation/cancel-affiliation.handler.js';
import { CarryOutAffiliationEnd } from './features/cancel-affiliation/carry-out-affiliation-end.js';
import { ListAffiliationsController } from './features/list-affiliations/list-affiliations.controller.js';
import { ListAffiliationsHandler } from './features/list-affiliations/list-affiliations.handler.js';
import { GetAffiliationHandler } from './features/list-affiliations/get-affiliation.handler.js';
import { GetUsageController } from './features/get-usage/get-usage.controller.js';
import { GetUsageHandler } from './features/get-usage/get-usage.handler.js';
import { ListOnSaleController } from './features/list-on-sale/list-on-sale.controller.js';
import { ListOnSaleHandler } from './features/list-on-sale/list-on-sale.handler.js';
import { BuyMembershipsController } from './features/buy-memberships/buy-memberships.controller.js';
import { BuyMembershipsHandler } from './features/buy-memberships/buy-memberships.handler.js';
import { Buyers } from './features/buy-memberships/buyers.js';
import { ListOwnOnSaleHandler } from './features/buy-memberships/list-own-on-sale.handler.js';
import { PreviewOwnPurchaseHandler } from './features/buy-memberships/preview-own-purchase.handler.js';
import { ListOwnMembershipsController } from './features/list-own-memberships/list-own-memberships.controller.js';
import { ListOwnMembershipsHandler } from './features/list-own-memberships/list-own-memberships.handler.js';
import { OnSale } from './selling/on-sale.js';
import { SalePreviews } from './selling/sale-previews.js';
import { Affiliations } from './selling/affiliations.js';
import { Holders } from './holders.js';
import { Door } from './entry/door.js';
import { mergeControllers, mergeProviders } from './merges.features.js';

/** Everything this service does. */
@Module({
  imports: [CardsModule, SkillsModule, SellingModule, BatchesModule],
  controllers: [
    ...mergeControllers,
    CreateOfferController,
    ChangeOfferController,
    GetOfferController,
    ListOffersController,
    CreateListingController,
    CreateListingsController,
    ChangeListingController,
    GetListingController,
    ListListingsController,
    GetMembershipController,
    ListMembershipsController,
    ReportMembersController,
    ReportSalesController,
    ListReplacementTargetsController,
    AssessSalesController,
    ReserveSalesController,
    EnrolMembersController,
    ReleaseSalesController,
    CreateCatalogueDraftController,
    GetCatalogueDraftController,
    ListCatalogueDraftsController,
    ListDraftedListingsController,
    PublishCatalogueDraftController,
    DiscardCatalogueDraftController,
    PreviewSaleController,
    SellMembershipsController,
    PreviewReplacementController,
    ReplaceMembershipsController,
    PreviewMembershipCancellationsController,
    CancelHeldMembershipsController,
    BillMonthsController,
    ChangeExpirationController,
    CheckInController,
    LogActivityController,
    BlockEntryController,
    GetEntitlementController,
    ListActivitiesController,
    OnOrganizationRegisteredController,
    FindTouchedMembershipsController,
    CancelMembershipsController,
    MoveHomeController,
    ListHomeMovesController,
    ListHomesController,
    PreviewAffiliationController,
    BuyAffiliationController,
    CancelAffiliationController,
    PreviewAffiliationCancellationController,
    ListAffiliationsController,
    ListOnSaleController,
    ListOwnMembershipsController,
    BuyMembershipsController,
    GetUsageController,
  ],
  providers: [
    ...mergeProviders,
    FindTouchedMembershipsHandler,
    CancelMembershipsHandler,
    Door,
    CarryOutSale,
    CarryOutReplacement,
    PreviewReplacementHandler,
    ReplaceMembershipsHandler,
    CarryOutCancellation,
    PreviewMembershipCancellationsHandler,
    CancelHeldMembershipsHandler,
    BillMonthsHandler,
    ChangeExpirationHandler,
    CarryOutMonths,
    LookForMonthsHandler,
    MonthSchedule,
    MonthlyBilling,
    PreviewSaleHandler,
    SellMembershipsHandler,
    CreateOfferHandler,
    ChangeOfferHandler,
    GetOfferHandler,
    ListOffersHandler,
    CreateListingHandler,
    CreateListingsHandler,
    ChangeListingHandler,
    GetListingHandler,
    ListListingsHandler,
    GetMembershipHandler,
    ListMembershipsHandler,
    ReportMembersHandler,
    ReportSalesHandler,
    ListReplacementTargetsHandler,
    AssessSalesHandler,
    ReserveSalesHandler,
    EnrolMembersHandler,
    ReleaseSalesHandler,
    CreateCatalogueDraftHandler,
    GetCatalogueDraftHandler,
    ListCatalogueDraftsHandler,
    ListDraftedListingsHandler,
    PublishCatalogueDraftHandler,
    DiscardCatalogueDraftHandler,
    CheckInHandler,
    LogActivityHandler,
    BlockEntryHandler,
    GetEntitlementHandler,
    ListActivitiesHandler,
    OnOrganizationRegisteredHandler,
    Holders,
    MoveHomeHandler,
    ListHomeMovesHandler,
    ListHomesHandler,
    Affiliations,
    PreviewAffiliationHandler,
    BuyAffiliationHandler,
    CarryOutAffiliation,
    CancelAffiliationHandler,
    PreviewAffiliationCancellationHandler,
    CarryOutAffiliationEnd,
    ListAffiliationsHandler,
    GetAffiliationHandler,
    OnSale,
    SalePreviews,
    Buyers,
    ListOwnMembershipsHandler,
    ListOwnOnSaleHandler,
    PreviewOwnPurchaseHandler,
    BuyMembershipsHandler,
    ListOnSaleHandler,
    GetUsageHandler,
  ],
})
export class MembershipsModule {}
