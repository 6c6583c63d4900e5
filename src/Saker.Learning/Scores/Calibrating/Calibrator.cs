using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Scores.Calibrating;

/// <summary>
/// A rising map from a model's probabilities to calibrated ones, fitted on predictions for rows that the model had not seen. It becomes
/// part of the model's graph, so what is served is what was measured. Immutable.
/// </summary>
public abstract class Calibrator
{
    /// <summary>How it was fitted.</summary>
    public abstract CalibrationMethod Method { get; }

    /// <summary>What was fitted, in a few words: <c>slope 0.8, shift -0.1</c>.</summary>
    public abstract string Summary { get; }

    /// <summary>Fits a map to probabilities and the classes that came.</summary>
    /// <param name="method">Which kind.</param>
    /// <param name="target">1 for the positive class, 0 for the other; both must occur.</param>
    /// <param name="probability">Probability of the positive class, from a model that had not seen the row.</param>
    /// <exception cref="SakerException">The inputs do not fit, only one class is there, or the probabilities do not vary or fall where positives are more.</exception>
    public static Calibrator Fit(CalibrationMethod method, ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        ScoreInputs.Check(target, probability);
        ScoreInputs.CountBothClasses(target, "Calibration");
        return method switch
        {
            CalibrationMethod.Isotonic => IsotonicCalibrator.Fit(target, probability),
            CalibrationMethod.Platt => LogOddsCalibrator.FitPlatt(target, probability),
            _ => LogOddsCalibrator.FitTemperature(target, probability),
        };
    }

    /// <summary>The calibrated probability.</summary>
    /// <param name="probability">0 to 1.</param>
    public float Apply(float probability) => (float)Math.Clamp(Map(probability), 0, 1);

    /// <summary>The calibrated probabilities, in order.</summary>
    public float[] Apply(ReadOnlySpan<float> probabilities)
    {
        var calibrated = new float[probabilities.Length];
        for (var i = 0; i < calibrated.Length; i++)
            calibrated[i] = Apply(probabilities[i]);
        return calibrated;
    }

    /// <summary>Adds the nodes that compute the same.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="probability">Float32 of shape [N, 1].</param>
    /// <returns>Float32 of shape [N, 1].</returns>
    public Value Emit(GraphBuilder graph, Value probability) => graph.Cast(EmitMap(graph, graph.Cast(probability, ElementType.Float64)), ElementType.Float32);

    private protected abstract double Map(double probability);

    private protected abstract Value EmitMap(GraphBuilder graph, Value probability);
}
