namespace Saker.Client;

/// <summary>What an endpoint's response cache did since its settings changed last, and what it holds.</summary>
/// <param name="HitCount">Requests answered from it.</param>
/// <param name="MissCount">Requests that ran.</param>
/// <param name="EvictionCount">Answers let go to make room, or because they were too old.</param>
/// <param name="EntryCount">Answers held now.</param>
/// <param name="Bytes">Bytes held now.</param>
public sealed record CacheInfo(long HitCount, long MissCount, long EvictionCount, int EntryCount, long Bytes);
