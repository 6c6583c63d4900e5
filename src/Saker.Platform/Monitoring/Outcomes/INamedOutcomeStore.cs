namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>
/// Remembers business metrics of requests. Thread-safe, and safe between processes that share the store. A write is durable when its task completes. A
/// metric is known by the id of its request and its name; what is unknown is left out. Metrics go with the outcomes of their request, see <see cref="IOutcomeStore"/>.
/// </summary>
public interface INamedOutcomeStore
{
    /// <summary>Writes metrics, all or none: outcomes with a <see cref="NewOutcome.Metric"/>. One that is known with the same value is left as it is, another value replaces it.</summary>
    Task<AddedOutcomes> AddAsync(IReadOnlyList<NewOutcome> outcomes, CancellationToken cancellationToken);

    /// <summary>The metrics of any of these requests, in no order.</summary>
    Task<IReadOnlyList<NamedOutcome>> FindAllAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken);

    /// <summary>Metrics that wait for their requests since a time or less long, the one that waits longest first, behind another one.</summary>
    Task<IReadOnlyList<NamedOutcome>> ListUnmatchedAsync(DateTimeOffset since, NamedOutcome? after, int maxCount, CancellationToken cancellationToken);

    /// <summary>Joins all metrics of these requests that wait, where they are of the same endpoint or of none. Gives how many were joined.</summary>
    Task<int> JoinAsync(IReadOnlyList<NamedJoin> joins, CancellationToken cancellationToken);

    /// <summary>Gives up what has waited since before a time; gives how many.</summary>
    Task<int> GiveUpAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Joined metrics of one name in the order in which they were joined, behind a <see cref="NamedOutcome.JoinOrder"/>. Nothing is ever joined behind what was read already.</summary>
    Task<IReadOnlyList<NamedOutcome>> ListJoinedAsync(string endpoint, string name, long after, int maxCount, CancellationToken cancellationToken);

    /// <summary>What metrics of one name come to by arm, with their present values, of requests from a time, inclusive, to another, exclusive.</summary>
    Task<IReadOnlyList<NamedSum>> SumAsync(string endpoint, string name, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>The names that an endpoint has joined metrics of, in order, since a time.</summary>
    Task<IReadOnlyList<string>> ListNamesAsync(string endpoint, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Removes metrics whose first value came before a time; gives how many.</summary>
    Task<int> RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
