using Saker.Data.Checks;

namespace Saker.Cli.Output;

/// <summary>Tells a person at a terminal what a run of checks is doing.</summary>
internal sealed class PhaseProgress : IProgress<CheckPhase>
{
    private PhaseProgress()
    {
    }

    /// <summary>Null where nobody looks.</summary>
    public static PhaseProgress? OfTerminal() => Console.IsErrorRedirected ? null : new PhaseProgress();

    public void Report(CheckPhase value) => Console.Error.WriteLine(value switch
    {
        CheckPhase.Planning => "reading types ...",
        CheckPhase.Counting => "counting ...",
        _ => "fetching the rows that break a check ...",
    });
}
