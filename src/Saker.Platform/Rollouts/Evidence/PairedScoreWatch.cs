using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Watches whether a candidate in the shadow scores the same requests otherwise: the mean of the differences, which is free of all that makes requests unlike one another. The first scores
/// of the control only say what a standard deviation is.
/// </summary>
internal sealed class PairedScoreWatch : GuardWatch
{
    /// <summary>Scores of the control that say what a deviation is, for good: of fewer, skewed ones may hold none of those that are far off.</summary>
    private const int SpreadCount = 400;

    private PairedEvidence? _pairs;
    private double? _spread;
    private Moments _control;
    private Moments _candidate;

    public PairedScoreWatch(RolloutGuard guard, int arm, GuardState? state)
        : base(guard, arm)
    {
        if (state is null)
            return;
        (_control, _candidate, _spread) = (state.ControlScores, state.CandidateScores, state.Spread);
        if (_spread is { } spread)
            _pairs = new PairedEvidence(SettingsOf(spread), state.Differences);
    }

    protected override ISequentialEvidence Evidence => _pairs is { } pairs && _spread is { } spread ? new InDeviations(pairs, spread) : NothingYet.Instance;

    public override bool IsPaired => true;

    public override void Add(EvidenceBlock block)
    {
        var (control, candidate) = (block.Arms[0].Scores, block.Arms[Arm].Scores);
        (_control, _candidate) = (_control.Add(ScoreWatch.MomentsOf(control)), _candidate.Add(ScoreWatch.MomentsOf(candidate)));
        if (_pairs is null)
        {
            var spread = Math.Sqrt(_control.Variance);
            if (_control.Count >= SpreadCount && spread > ScoreBins.Resolution * Math.Abs(_control.Mean))
                (_spread, _pairs) = (spread, new PairedEvidence(SettingsOf(spread)));
            return;
        }
        if (Arm < block.Shadows.Length && block.Shadows[Arm].Differences is { Length: > 0 } differences)
            _pairs.Add(ScoreWatch.MomentsOf(differences));
    }

    public override GuardState ToState() => new() { Guard = Guard.Name, Arm = Arm, Differences = _pairs?.Differences ?? default, Spread = _spread, ControlScores = _control, CandidateScores = _candidate };

    protected override GuardVerdict Measure() => Measured(
        EffectUnit.Deviations,
        new ArmValue(_control.Count, null, _control.Count == 0 ? null : _control.Mean),
        new ArmValue(_candidate.Count, null, _candidate.Count == 0 ? null : _candidate.Mean)) with
    {
        ScoresLeft = ScoresLeft,
    };

    // None where the control's scores are all alike, of which nothing will ever be compared.
    private long ScoresLeft => _control.Count == 0 || (_pairs is null && _control.Count >= SpreadCount)
        ? 0
        : Math.Max(0, SpreadCount - _control.Count) + (long)Math.Max(0, MeanSettings.Default.MinSample - (_pairs?.Differences.Count ?? 0));

    private MeanSettings SettingsOf(double spread) => new() { Harm = HarmOf(Guard.Direction), Tolerance = Guard.Tolerance * spread };
}
