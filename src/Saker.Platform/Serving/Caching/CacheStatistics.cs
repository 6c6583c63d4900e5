namespace Saker.Platform.Serving.Caching;

/// <summary>What a response cache did since it was made, and what it holds.</summary>
/// <param name="HitCount">Requests answered from it, those that joined an equal one under way included.</param>
/// <param name="MissCount">Requests that ran.</param>
/// <param name="EvictionCount">Answers that were let go to make room, or because they were too old.</param>
/// <param name="EntryCount">Answers held now.</param>
/// <param name="Bytes">Bytes held now.</param>
public sealed record CacheStatistics(long HitCount, long MissCount, long EvictionCount, int EntryCount, long Bytes);
