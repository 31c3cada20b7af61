import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DrugEntry } from '../../../api/catalogues/catalogue-schemas.ts';
import type { NewAllergy } from '../../../api/patients/patient-schemas.ts';
import { newId } from '../../../domain/ids.ts';
import { useFailure, useWords } from '../../lib/i18n/i18n.tsx';
import { useCatalogue } from '../../lib/reading.ts';
import { useWrite } from '../../lib/use-write.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Note } from '../../ui/note.tsx';

interface AllergyDialogProps {
  patientId: string;
  onClose: () => void;
  onAdded: () => void;
}

/** A substance chosen from the catalogue is matched against every later prescription; words alone are only shown. */
export function AllergyDialog({ patientId, onClose, onAdded }: AllergyDialogProps) {
  const w = useWords();
  const failureText = useFailure();
  const [id] = useState(newId);
  const [substance, setSubstance] = useState('');
  const [atcCode, setAtcCode] = useState('');
  const [reaction, setReaction] = useState('');
  const [failure, setFailure] = useState('');
  const { items, settled } = useCatalogue<DrugEntry>('drugs', substance);
  const add = useWrite<NewAllergy, unknown>('POST', `/patients/${patientId}/allergies`);
  const save = async () => {
    if (substance.trim() === '') return setFailure(w('allergy.nothingTyped'));
    try {
      await add.send({
        id,
        substance: substance.trim(),
        ...(atcCode === '' ? {} : { atcCode }),
        ...(reaction.trim() === '' ? {} : { reaction: reaction.trim() }),
      });
      onAdded();
    } catch (cause) {
      setFailure(failureText(cause));
    }
  };
  return (
    <ConfirmDialog
      opened
      hasField
      title={w('allergy.title')}
      confirmText={add.state === 'sending' ? w('state.saving') : w('allergy.save')}
      cancelText={w('state.back')}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      {failure !== '' && (
        <Note meaning="stop" live>
          {failure}
        </Note>
      )}
      <ComboBox
        name="allergySubstance"
        label={w('allergy.substance')}
        query={substance}
        onQuery={(text) => {
          setSubstance(text);
          setAtcCode('');
        }}
        items={uniqueIngredients(items).map((drug) => ({ value: drug.code, label: drug.ingredient, aside: drug.atcCode ?? '' }))}
        settled={settled}
        emptyText={w('allergy.words')}
        hint={atcCode === '' ? w('allergy.words') : w('allergy.matched', { code: atcCode })}
        onPick={(item) => {
          const drug = items.find((one) => one.code === item.value);
          setSubstance(drug?.ingredient ?? item.label);
          setAtcCode(drug?.atcCode ?? '');
        }}
      />
      <TextInput
        label={w('allergy.reaction')}
        value={reaction}
        maxLength={200}
        onChange={(event) => setReaction(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

const uniqueIngredients = (drugs: DrugEntry[]): DrugEntry[] =>
  drugs.filter((drug, index) => drugs.findIndex((other) => other.ingredient === drug.ingredient) === index);
