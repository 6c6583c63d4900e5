using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Watches whether scores shift. The first scores of both arms only fix the bins, so that what is tested later was not seen before it was decided how.</summary>
internal sealed class ScoreWatch : GuardWatch
{
    private readonly List<float> _learned = [];
    private readonly List<float> _learnedOfCandidate = [];
    private double[]? _centres;
    private ShiftEvidence? _shift;
    private Moments _control;

    // Where the control's scores are all alike nothing is compared, however many come.
    private bool _isAlike;
    private Moments _candidate;

    public ScoreWatch(RolloutGuard guard, int arm, GuardState? state)
        : base(guard, arm)
    {
        if (state is null)
            return;
        _learned.AddRange(state.Learned ?? []);
        _learnedOfCandidate.AddRange(state.LearnedOfCandidate ?? []);
        (_control, _candidate) = (state.ControlScores, state.CandidateScores);
        if (state.Centres is { } centres)
            (_centres, _shift) = ([.. centres], new ShiftEvidence(SettingsOf(centres), state.Shift));
    }

    protected override ISequentialEvidence Evidence => _shift ?? (ISequentialEvidence)NothingYet.Instance;

    public override void Add(EvidenceBlock block)
    {
        var (control, candidate) = (block.Arms[0].Scores, block.Arms[Arm].Scores);
        (_control, _candidate) = (_control.Add(MomentsOf(control)), _candidate.Add(MomentsOf(candidate)));
        if (_shift is null || _centres is null)
        {
            Learn(control, candidate);
            return;
        }
        Span<long> counts = stackalloc long[2 * _centres.Length];
        var ofControl = counts[.._centres.Length];
        var ofCandidate = counts[_centres.Length..];
        ScoreBins.Count(control, _centres, ofControl);
        ScoreBins.Count(candidate, _centres, ofCandidate);
        _shift.Add(ofControl, ofCandidate, block.Arms[0].ByKey(ScoresOf), block.Arms[Arm].ByKey(ScoresOf));
    }

    public override GuardState ToState() => new()
    {
        Guard = Guard.Name,
        Arm = Arm,
        Shift = _shift?.ToState(),
        Centres = _centres,
        Learned = _shift is null ? [.. _learned] : null,
        LearnedOfCandidate = _shift is null ? [.. _learnedOfCandidate] : null,
        ControlScores = _control,
        CandidateScores = _candidate,
    };

    protected override GuardVerdict Measure() => Measured(EffectUnit.Deviations, ValueOf(_control, _shift?.ControlMean), ValueOf(_candidate, _shift?.CandidateMean)) with
    {
        ScoresLeft = _shift is null && !_isAlike && _control.Count > 0 && _candidate.Count > 0 ? Math.Max(0, ScoreBins.LearnedCount - _learned.Count - _learnedOfCandidate.Count) : 0,
    };

    internal static Moments MomentsOf(ReadOnlySpan<float> values)
    {
        var moments = default(Moments);
        foreach (var value in values)
            moments = moments.With(value);
        return moments;
    }

    private static GroupSum ScoresOf(KeyCounts key) => new(key.Scored, key.Scores);

    // Means of all the time would mix steps of different shares, and could differ the other way than the effect does.
    private static ArmValue ValueOf(Moments scores, double? compared) => new(scores.Count, null, scores.Count == 0 ? null : Finite(compared ?? double.NaN) ?? scores.Mean);

    private void Learn(float[] control, float[] candidate)
    {
        _learned.AddRange(control.AsSpan(0, Math.Min(control.Length, ScoreBins.LearnedCount)));
        _learnedOfCandidate.AddRange(candidate.AsSpan(0, Math.Min(candidate.Length, ScoreBins.LearnedCount)));
        if (_learned.Count + _learnedOfCandidate.Count < ScoreBins.LearnedCount)
            return;
        // Where the control's are all alike so far, those of the next blocks may not be.
        _centres = ScoreBins.CentresOf(_learned, _learnedOfCandidate);
        if (_centres is not null)
            _shift = new ShiftEvidence(SettingsOf(_centres) with { Known = CountsOf([.. _learned, .. _learnedOfCandidate], _centres) });
        _isAlike = _centres is null;
        _learned.Clear();
        _learnedOfCandidate.Clear();
    }

    private static long[] CountsOf(float[] scores, double[] centres)
    {
        var counts = new long[centres.Length];
        ScoreBins.Count(scores, centres, counts);
        return counts;
    }

    private ShiftSettings SettingsOf(IReadOnlyList<double> centres) => new() { Centres = centres, Harm = HarmOf(Guard.Direction), Tolerance = Math.Min(Guard.Tolerance, 2), WarmUp = ScoreBins.LearnedCount };
}
