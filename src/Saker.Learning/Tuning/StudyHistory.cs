using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning;

/// <summary>The trials of a study so far, by number, for samplers and pruners.</summary>
internal sealed class StudyHistory(SearchSpace space, int seed)
{
    public SearchSpace Space => space;

    public int Seed => seed;

    public List<TrialEntry> Trials { get; } = [];
}
