namespace Saker.Data.Checks.Proposals;

/// <summary>Proposes checks of one sort about two columns: only joint checks see values that changed places between rows.</summary>
internal interface IPairProposer
{
    /// <summary>Checks that hold on the sample, the strongest few of each column.</summary>
    IEnumerable<CheckDraft> Propose(IReadOnlyList<PairColumn> columns, Tolerances tolerances);
}
