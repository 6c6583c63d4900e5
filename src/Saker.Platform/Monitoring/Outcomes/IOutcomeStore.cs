using Saker.Data;

namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>
/// Remembers what became of predictions. Thread-safe, and safe between processes that share the store. A write is durable when its task
/// completes. An outcome is known by the id of its request and the number of its row; unknown ones are found as null.
/// </summary>
public interface IOutcomeStore
{
    /// <summary>
    /// Writes outcomes, all or none. One that is known with the same value is left as it is; another value replaces it, and the earlier one
    /// goes into its history. Of several of the same row within one call the last counts. What is unmatched or given up waits again when it is corrected.
    /// </summary>
    Task<AddedOutcomes> AddAsync(IReadOnlyList<NewOutcome> outcomes, CancellationToken cancellationToken);

    /// <summary>The outcomes of a request by row, with their histories; empty when there are none.</summary>
    Task<IReadOnlyList<StoredOutcome>> FindAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Outcomes of any of these requests, in no order, without histories.</summary>
    Task<IReadOnlyList<StoredOutcome>> FindAllAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken);

    /// <exception cref="SakerException">The page's size or token is not possible.</exception>
    Task<OutcomePage> ListAsync(OutcomeFilter filter, CancellationToken cancellationToken);

    /// <summary>Outcomes that wait for their predictions since a time or less long, the one that waits longest first, behind another one.</summary>
    Task<IReadOnlyList<StoredOutcome>> ListUnmatchedAsync(DateTimeOffset since, StoredOutcome? after, int maxCount, CancellationToken cancellationToken);

    /// <summary>Joins outcomes that wait; those that do not any more are left as they are. Gives how many were changed.</summary>
    Task<int> JoinAsync(IReadOnlyList<OutcomeJoin> joins, CancellationToken cancellationToken);

    /// <summary>Gives up what has waited since before a time; gives how many.</summary>
    Task<int> GiveUpAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Joined pairs, see <see cref="PairFilter"/>.</summary>
    Task<IReadOnlyList<StoredOutcome>> ListPairsAsync(PairFilter filter, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListPairsAsync"/>, without the values: cheap also for millions.</summary>
    Task<IReadOnlyList<PairKey>> ListPairKeysAsync(PairFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Joined pairs in the order in which they were joined, behind a <see cref="StoredOutcome.JoinOrder"/>. Nothing is ever joined behind what
    /// was read already, by whichever process; what was joined together is in the order of the predictions' time.
    /// </summary>
    Task<IReadOnlyList<StoredOutcome>> ListJoinedAsync(string endpoint, string model, int version, long after, int maxCount, CancellationToken cancellationToken);

    /// <summary>How many joined pairs there are of predictions from a time, inclusive, to another, exclusive.</summary>
    Task<PairCount> CountPairsAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Counts of what waits, and of what was given up and came since a time, by endpoint; cheap however many are joined.</summary>
    Task<IReadOnlyList<OutcomeCount>> CountWaitingAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The versions of an endpoint that have joined pairs since a time.</summary>
    Task<IReadOnlyList<ServedVersion>> ListVersionsAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts by endpoint and state.</summary>
    Task<IReadOnlyList<OutcomeCount>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Counts of one endpoint by state; those that wait, or were given up, without naming an endpoint are counted with endpoint <c>""</c>.</summary>
    Task<IReadOnlyList<OutcomeCount>> CountAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>The last <see cref="StoredOutcome.JoinOrder"/> of all; 0 before there is one. Costs nothing however many outcomes there are.</summary>
    Task<long> GetLastJoinAsync(CancellationToken cancellationToken);

    /// <summary>Removes the outcomes of a request, with their histories and what they were joined to; gives how many.</summary>
    Task<int> RemoveAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Removes the outcomes of all these requests, with their histories and what they were joined to; gives how many.</summary>
    Task<int> RemoveAllAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken);

    /// <summary>Removes outcomes whose first value came before a time; gives how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
