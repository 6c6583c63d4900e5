namespace Saker.Dashboard.Live;

/// <summary>One kind of event of a live page.</summary>
/// <param name="Name">The event's name, as the page's elements ask for it.</param>
/// <param name="Render">Gives its data now.</param>
internal sealed record LiveEvent(string Name, Func<CancellationToken, Task<string>> Render)
{
    /// <summary>What tells whether it changed; null when only its data tells.</summary>
    public Func<string>? Version { get; init; }
}
