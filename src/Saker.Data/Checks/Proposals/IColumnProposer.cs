namespace Saker.Data.Checks.Proposals;

/// <summary>Proposes checks of one sort for one column.</summary>
internal interface IColumnProposer
{
    /// <summary>Checks that hold on the sample; none where the column gives no ground for them.</summary>
    IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances);
}
