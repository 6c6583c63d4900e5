using Saker.Data;
using Saker.Onnx.Compression;

namespace Saker.Learning.Scores;

/// <summary>What was measured of a model on rows it has not seen: scores of its task with intervals, by segment, beside baselines.</summary>
public sealed record EvaluationReport
{
    public required ScoreTask Task { get; init; }

    /// <summary>Rows that were judged; queries where the task is ranking.</summary>
    public required int RowCount { get; init; }

    /// <summary>Rows by their answer; empty for tasks without classes.</summary>
    public IReadOnlyList<ClassCount> Classes { get; init; } = [];

    /// <summary>The probability from which a row is called positive; null for tasks without one.</summary>
    public double? Threshold { get; init; }

    /// <summary>In the order to show them.</summary>
    public required IReadOnlyList<MeasuredScore> Scores { get; init; }

    /// <summary>Segments asked for, then segments found, the worst first.</summary>
    public IReadOnlyList<SegmentReport> Segments { get; init; } = [];

    public IReadOnlyList<BaselineReport> Baselines { get; init; } = [];

    /// <summary>From few training rows to all; empty when it was not asked for.</summary>
    public IReadOnlyList<LearningPoint> LearningCurve { get; init; } = [];

    /// <summary>The public name of the score that the learning curve shows.</summary>
    public string? LearningScore { get; init; }

    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>How far the probabilities mean what they say: those of the positive class, or of several classes that of the class which is answered; null for tasks without them.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>The same of the probabilities as the model gave them before they were calibrated; null when they were not.</summary>
    public Calibration? Uncalibrated { get; init; }

    /// <summary>What pictures are drawn from.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>What a reader should know: scores that are not defined here, segments too small to judge.</summary>
    public IReadOnlyList<Problem> Findings { get; init; } = [];

    /// <summary>How the model was compressed, and what that did; null when it was not.</summary>
    public CompressionReport? Compression { get; init; }

    /// <summary>A score by its public name; null when it was not measured.</summary>
    public MeasuredScore? Find(string score) => Scores.FirstOrDefault(own => own.Name == score);

    /// <summary>A curve by its name; null when there is none.</summary>
    public Curve? FindCurve(string name) => Curves.FirstOrDefault(own => own.Name == name);

    /// <summary>A segment by its name; null when there is none.</summary>
    public SegmentReport? FindSegment(string name) => Segments.FirstOrDefault(own => own.Name == name);

    public string ToJson() => EvaluationJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> writes, and <c>evaluation.json</c> of a model folder, also one from before there were reports.</summary>
    /// <exception cref="SakerException">The text is neither.</exception>
    public static EvaluationReport FromJson(string json) =>
        EvaluationJson.HasKey(json, "rocAuc") ? Evaluation.FromJson(json).ToReport() : EvaluationJson.Read<EvaluationReport>(json);
}
