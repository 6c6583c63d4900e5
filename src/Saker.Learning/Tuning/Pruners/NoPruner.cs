namespace Saker.Learning.Tuning.Pruners;

/// <summary>Lets every trial end by itself.</summary>
public sealed record NoPruner : Pruner
{
    internal const string PublicName = "none";

    public override string Name => PublicName;

    private protected override bool IsHopeless(StudyHistory history, TrialEntry trial, TrialReport last) => false;
}
