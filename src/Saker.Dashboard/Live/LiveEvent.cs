namespace Saker.Dashboard.Live;

/// <summary>One kind of event of a live page.</summary>
/// <param name="Name">The event's name, as the page's elements ask for it.</param>
/// <param name="Render">Gives its data now, the same for all who watch one address with one role.</param>
internal sealed record LiveEvent(string Name, Func<CancellationToken, Task<string>> Render)
{
    /// <summary>What tells whether it changed; null when only its data tells. It is asked every second, so it is cheap.</summary>
    public Func<string>? Version { get; init; }

    /// <summary>The same, where a store has to be asked.</summary>
    public Func<CancellationToken, Task<string>>? VersionAsync { get; init; }

    /// <summary>Whether it is rendered at times although its version is the same, since that does not tell of all that is shown.</summary>
    public bool IsRechecked { get; init; }

    /// <summary>The version now; null when only the data tells.</summary>
    public async ValueTask<string?> FindVersionAsync(CancellationToken cancellationToken) =>
        VersionAsync is null ? Version?.Invoke() : await VersionAsync(cancellationToken);
}
