using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// What was asked of endpoints and what they answered: the facts of every request, and the rows of a sample. Requests arrive by capture; this
/// is how they are read. It sees what is sealed, by whichever replica, and what the processes of this home have not sealed yet. Thread-safe.
/// </summary>
public interface IPredictionLog
{
    /// <summary>Requests, the latest first.</summary>
    /// <exception cref="SakerException">The filter is not possible (invalid input).</exception>
    Task<LogPage> QueryAsync(LogFilter filter, CancellationToken cancellationToken);

    /// <summary>Looks requests up by their ids, in no order; ids that are not in the log are left out. Costs no scan: thousands of ids over days of log are quick.</summary>
    /// <exception cref="SakerException">There are too many ids, see <see cref="PredictionLogOptions.MaxLookups"/> (limit exceeded).</exception>
    Task<IReadOnlyList<LoggedPrediction>> FindAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="FindAsync"/>, for ids that were looked up before: only what can be found since a time is looked through, what earlier look-ups
    /// have seen may be left out. Requests of other machines can be found when their journals are sealed.
    /// </summary>
    /// <exception cref="SakerException">There are too many ids (limit exceeded).</exception>
    Task<IReadOnlyList<LoggedPrediction>> FindNewAsync(IReadOnlyCollection<string> requestIds, DateTimeOffset since, CancellationToken cancellationToken) => FindAsync(requestIds, cancellationToken);

    /// <summary>A uniform sample of rows that a version answered itself, when it was asked, from <paramref name="from"/>, inclusive, to <paramref name="to"/>, exclusive; null when no row was logged then.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="model">The model that answered.</param>
    /// <param name="version">Its version.</param>
    /// <param name="from">Times are cut down to whole minutes, in which samples are drawn.</param>
    /// <param name="to">Rounded up to whole minutes.</param>
    /// <param name="maxRows">The most rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<LogSample?> SampleAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, int maxRows, CancellationToken cancellationToken);

    /// <summary>How the log fares: what it holds, whether it can write, what it lost.</summary>
    Task<LogStatus> GetStatusAsync(CancellationToken cancellationToken);
}
