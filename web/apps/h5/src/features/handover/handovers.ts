import type { ToldHandover } from '@reunion/client'
import { shallowRef } from 'vue'
import { client } from '../../client'

/** Who is to take over from whom, until it takes effect or I refuse. */
export const handovers = shallowRef<ToldHandover[]>([])
type Answer = { items: ToldHandover[] }

export async function loadHandovers(): Promise<void> {
  handovers.value = (await client.get<Answer>('/api/app/handovers')).items
}

export async function refuse(id: number): Promise<void> {
  handovers.value = (await client.post<Answer>(`/api/app/handovers/${id}/refuse`)).items
}
