namespace Saker.Platform.Monitoring.Log;

/// <summary>Journals that can be read until this is disposed of.</summary>
internal sealed class OpenJournals(IReadOnlyList<OpenJournal> journals) : IDisposable
{
    /// <summary>The latest first.</summary>
    public IReadOnlyList<OpenJournal> All => journals;

    public void Dispose()
    {
        foreach (var journal in journals)
            journal.Dispose();
    }
}
