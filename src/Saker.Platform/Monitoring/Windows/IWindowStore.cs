using Saker.Data;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>
/// What requests and rows were like, per endpoint, version and minute; minutes are merged to hours and days. Every replica writes parts of its own, and
/// reading merges them: who asks sees windows of the whole endpoint. Thread-safe.
/// </summary>
public interface IWindowStore
{
    /// <summary>
    /// Writes parts of minutes. A part that was written before, by the same writer under the same number, is replaced, so a part may be written again
    /// and again while its minute lasts. All or none.
    /// </summary>
    Task WriteAsync(IReadOnlyList<WindowPart> parts, CancellationToken cancellationToken);

    /// <summary>The windows that begin in a range, the oldest first and then by version; without what is empty.</summary>
    /// <param name="endpoint">The endpoint. One without windows has an empty list.</param>
    /// <param name="version">Only this version of its model; null for all.</param>
    /// <param name="from">Included.</param>
    /// <param name="to">Excluded.</param>
    /// <param name="grain">How long each is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SakerException">The range has more windows than are listed at once (too large).</exception>
    Task<IReadOnlyList<WindowSummary>> ListAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, WindowGrain grain, CancellationToken cancellationToken);

    /// <summary>
    /// The windows that begin in a range, each as fine as is kept there: minutes, where those are gone hours, then days. The oldest first, and then by model and
    /// version; without what is empty.
    /// </summary>
    /// <inheritdoc cref="ListAsync"/>
    Task<IReadOnlyList<WindowSummary>> ListFinestAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>
    /// One range as one window, with its profiles; null when nothing is known of it. Made of the finest windows that are kept: where minutes are gone, whole
    /// hours (or days) that begin in the range count, and <see cref="Window.Summary"/> says which time was covered.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="version">Only this version, of whichever model; null for all. They must have the same columns.</param>
    /// <param name="from">Included; rounded down to the minute.</param>
    /// <param name="to">Excluded; rounded up to the minute.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SakerException">The versions in the range have other columns (conflict).</exception>
    Task<Window?> FindAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>As the other, of one version of one model: an endpoint may have had another model before, whose versions have the same numbers.</summary>
    Task<Window?> FindAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Merges minutes to hours and hours to days where something new came, and removes what is older than it is kept.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="AggregateException">Some windows could not be merged; all others were, and what is old was removed.</exception>
    Task<WindowUpkeep> KeepAsync(CancellationToken cancellationToken);
}
