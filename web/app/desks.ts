import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Permission } from '../../domain/permissions.ts';
import { lazyWithWords, type WordKey } from '../lib/i18n/i18n.tsx';
import type { IconName } from '../ui/icon.tsx';

export interface Desk {
  path: string;
  title: WordKey;
  icon: IconName;
  /** Who may do all of these has this desk; nobody else sees it. */
  needs: Permission[];
  screen: LazyExoticComponent<ComponentType>;
  keys: WordKey[];
  /** Reached by a link from another desk, not named in the rail. */
  isLinked?: true;
}

/** In the order of the patient's way; a person lands on the first one they have. */
export const desks: Desk[] = [
  {
    path: '/reception',
    title: 'desk.reception',
    icon: 'desk',
    needs: ['registration.write'],
    // Its words are in the first download.
    screen: lazy(async () => ({ default: (await import('../screens/reception/reception-screen.tsx')).ReceptionScreen })),
    keys: ['key.esc', 'key.save', 'key.new', 'key.unknown', 'key.newborn', 'key.print', 'key.repeatAddress'],
  },
  {
    path: '/laboratory',
    title: 'desk.laboratory',
    icon: 'flask',
    needs: ['laboratory.write'],
    screen: lazyWithWords(async () => (await import('../screens/reporting/reporting-screen.tsx')).LaboratoryScreen),
    keys: ['key.openItem', 'key.sample', 'key.saveResult', 'key.printResult', 'key.filters'],
  },
  {
    path: '/imaging',
    title: 'desk.imaging',
    icon: 'picture',
    needs: ['imaging.write'],
    screen: lazyWithWords(async () => (await import('../screens/reporting/reporting-screen.tsx')).ImagingScreen),
    keys: ['key.openItem', 'key.saveResult', 'key.printResult', 'key.filters'],
  },
  {
    path: '/blood',
    title: 'desk.blood',
    icon: 'drop',
    needs: ['blood.write'],
    screen: lazyWithWords(async () => (await import('../screens/blood/blood-screen.tsx')).BloodScreen),
    keys: ['key.bloodList', 'key.bloodReceive', 'key.bloodAct'],
  },
  {
    path: '/cashier',
    title: 'desk.cashier',
    icon: 'coins',
    needs: ['cash.write'],
    screen: lazyWithWords(async () => (await import('../screens/cashier/cashier-screen.tsx')).CashierScreen),
    keys: ['key.cashScan', 'key.cashNext', 'key.cashTake', 'key.cashPrint', 'key.cashCard', 'key.cashTabs'],
  },
  {
    path: '/dispensing',
    title: 'desk.dispensing',
    icon: 'capsule',
    needs: ['dispensing.read'],
    screen: lazyWithWords(async () => (await import('../screens/dispensing/dispensing-screen.tsx')).DispensingScreen),
    keys: ['key.scanFocus', 'key.nextWaiting', 'key.handOver', 'key.labels'],
  },
  {
    path: '/doctor',
    title: 'desk.doctor',
    icon: 'doctor',
    needs: ['encounter.read', 'queue.read', 'encounter.vitals.write'],
    screen: lazyWithWords(async () => (await import('../screens/doctor/doctor-screen.tsx')).DoctorScreen),
    keys: ['key.next', 'key.tabs', 'key.save', 'key.repeatDrugs', 'key.drugSets', 'key.list'],
  },
  {
    path: '/queue',
    title: 'desk.queue',
    icon: 'queue',
    needs: ['queue.transfer'],
    screen: lazyWithWords(async () => (await import('../screens/queue/queue-screen.tsx')).QueueScreen),
    keys: ['key.rooms', 'key.list', 'key.nextDesk'],
  },
  {
    path: '/stock',
    title: 'desk.stock',
    icon: 'boxes',
    needs: ['stock.request'],
    screen: lazyWithWords(async () => (await import('../screens/stock/stock-screen.tsx')).StockScreen),
    keys: ['key.stockTabs', 'key.newDocument', 'key.findDrug', 'key.list', 'key.save'],
  },
  {
    path: '/overrides',
    title: 'desk.overrides',
    icon: 'care',
    needs: ['prescription.override.read'],
    screen: lazyWithWords(async () => (await import('../screens/overrides/overrides-screen.tsx')).OverridesScreen),
    keys: ['key.months', 'key.list'],
  },
  {
    path: '/appointments',
    title: 'desk.appointments',
    icon: 'calendar',
    needs: ['appointment.write'],
    screen: lazyWithWords(async () => (await import('../screens/appointments/appointments-screen.tsx')).AppointmentsScreen),
    keys: ['key.days', 'key.search', 'key.book', 'key.list'],
  },
  {
    path: '/records',
    title: 'desk.records',
    icon: 'persons',
    needs: ['history.elsewhere.read', 'patient.search'],
    screen: lazyWithWords(async () => (await import('../screens/records/records-screen.tsx')).RecordsScreen),
    keys: ['key.list'],
  },
  {
    path: '/claims',
    title: 'desk.insurance',
    icon: 'shield',
    needs: ['claim.read'],
    screen: lazyWithWords(async () => (await import('../screens/insurance/claims-screen.tsx')).ClaimsScreen),
    keys: ['key.days', 'key.month', 'key.recheck', 'key.cure', 'key.list', 'key.export'],
  },
  {
    path: '/claim-sending',
    title: 'desk.sending',
    icon: 'boxes',
    needs: ['claim.send'],
    screen: lazyWithWords(async () => (await import('../screens/claim-sending/claim-sending-screen.tsx')).ClaimSendingScreen),
    keys: ['key.findVisit', 'key.list', 'key.markClaim', 'key.approve'],
  },
  {
    path: '/check-ins',
    title: 'desk.checkIns',
    icon: 'link',
    needs: ['eligibility.check', 'coverage.write'],
    screen: lazyWithWords(async () => (await import('../screens/insurance/check-ins-screen.tsx')).CheckInsScreen),
    keys: ['key.days', 'key.search', 'key.list'],
  },
  {
    path: '/claim-files',
    title: 'claimFile.title',
    icon: 'document',
    needs: ['claim.read'],
    screen: lazyWithWords(async () => (await import('../screens/claim-files/claim-files-screen.tsx')).ClaimFilesScreen),
    keys: ['key.chooseFile', 'key.tabs', 'key.list'],
  },
  {
    path: '/persons',
    title: 'desk.persons',
    icon: 'persons',
    needs: ['patient.merge'],
    screen: lazyWithWords(async () => (await import('../screens/persons/persons-screen.tsx')).PersonsScreen),
    keys: ['key.list'],
  },
  {
    path: '/reviews',
    title: 'desk.reviews',
    icon: 'shield',
    needs: ['break-glass.review'],
    screen: lazyWithWords(async () => (await import('../screens/reviews/reviews-screen.tsx')).ReviewsScreen),
    keys: ['key.list'],
  },
  {
    path: '/interop',
    title: 'desk.interop',
    icon: 'link',
    needs: ['outbox.read'],
    screen: lazyWithWords(async () => (await import('../screens/interop/interop-screen.tsx')).InteropScreen),
    keys: ['key.interopTabs', 'key.list', 'key.interopHold', 'key.interopTest', 'key.interopCure'],
  },
  {
    path: '/claim-findings',
    title: 'desk.findings',
    icon: 'care',
    needs: ['claim-audit.read'],
    screen: lazyWithWords(async () => (await import('../screens/claim-findings/claim-findings-screen.tsx')).ClaimFindingsScreen),
    keys: ['key.findingTabs', 'key.loadFindings', 'key.findClaim', 'key.decide', 'key.cureFinding', 'key.list'],
  },
  {
    path: '/settlement',
    title: 'desk.settlement',
    icon: 'coins',
    needs: ['settlement.read'],
    screen: lazyWithWords(async () => (await import('../screens/settlement/settlement-screen.tsx')).SettlementScreen),
    keys: ['key.months', 'key.makeReport', 'key.settlementForms', 'key.printForm'],
  },
  {
    path: '/national-prescriptions',
    title: 'desk.national',
    icon: 'document',
    needs: ['transmission.read'],
    screen: lazyWithWords(async () => (await import('../screens/national/national-screen.tsx')).NationalScreen),
    keys: ['key.nationalTabs', 'key.findCode', 'key.list', 'key.mark', 'key.resendMarked'],
  },
  {
    path: '/cash-book',
    title: 'desk.cashBook',
    icon: 'document',
    needs: ['cash.close', 'cash.settings.write'],
    screen: lazyWithWords(async () => (await import('../screens/cashier/cash-book-screen.tsx')).CashBookScreen),
    keys: ['key.cashTabs', 'key.days', 'key.search'],
  },
  {
    path: '/prices',
    title: 'desk.prices',
    icon: 'document',
    needs: ['price-list.write'],
    screen: lazyWithWords(async () => (await import('../screens/prices/prices-screen.tsx')).PricesScreen),
    keys: ['key.prices', 'key.findPrice', 'key.list'],
  },
  {
    path: '/parameters',
    title: 'desk.parameters',
    icon: 'shield',
    needs: ['parameter.read'],
    screen: lazyWithWords(async () => (await import('../screens/parameters/parameters-screen.tsx')).ParametersScreen),
    keys: ['key.days', 'key.findParameter', 'key.list'],
  },
  {
    path: '/claim-rules',
    title: 'rules.title',
    icon: 'document',
    needs: ['claim-rule.read'],
    screen: lazyWithWords(async () => (await import('../screens/insurance/claim-rules-screen.tsx')).ClaimRulesScreen),
    keys: ['key.findRule', 'key.list'],
  },
  {
    path: '/visit',
    title: 'visit.correction',
    icon: 'shield',
    needs: ['coverage.write', 'patient.read'],
    screen: lazyWithWords(async () => (await import('../screens/reception/visit/visit-correction-screen.tsx')).VisitCorrectionScreen),
    keys: ['key.save', 'key.back'],
    isLinked: true,
  },
];

export const desksFor = (held: readonly Permission[]): Desk[] => desks.filter((desk) => desk.needs.every((one) => held.includes(one)));
