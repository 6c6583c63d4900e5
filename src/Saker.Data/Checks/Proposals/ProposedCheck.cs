namespace Saker.Data.Checks.Proposals;

/// <summary>A check that holds on the data it was proposed from.</summary>
public sealed record ProposedCheck
{
    internal ProposedCheck(CheckDraft draft) => (Draft, Check) = (draft, draft.ToCheck());

    public Check Check { get; }

    /// <summary>The column under which it stands; null for what is about the table.</summary>
    public string? Column => Draft.Column;

    /// <summary>What was seen in the data that makes it so, for people.</summary>
    public string Reason => Draft.Reason;

    internal CheckDraft Draft { get; }
}
