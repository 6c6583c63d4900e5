using System.Globalization;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Models;

/// <summary>Joins preparation and classifier into one graph from raw columns to predictions.</summary>
public static class ModelGraph
{
    /// <summary>The output that holds the label: text of shape [N, 1].</summary>
    public const string Label = "label";

    /// <summary>The output that holds the probability of the positive class: float32 of shape [N, 1].</summary>
    public const string Probability = "probability";

    /// <summary>Builds the model; the same parts give the same bytes.</summary>
    /// <param name="preparation">From raw columns to features.</param>
    /// <param name="classifier">From features to the probability.</param>
    /// <param name="classes">What the classes are called.</param>
    /// <param name="threshold">A row is labelled positive from this probability on, compared as float32.</param>
    public static OnnxModel Compose(FittedPreparation preparation, FittedClassifier classifier, ModelClasses classes, double threshold)
    {
        var graph = new GraphBuilder("model");
        var features = preparation.Emit(graph, ModelInputs.Declare(graph, preparation.InputColumns));
        var probability = classifier.Emit(graph, features);
        var isPositive = graph.GreaterOrEqual(probability, graph.Constant(Tensor.Of([(float)threshold], 1, 1)));
        var label = graph.Where(isPositive, graph.Constant(Tensor.Of([classes.Positive], 1, 1)), graph.Constant(Tensor.Of([classes.Negative], 1, 1)));
        graph.Output(Label, label, -1, 1);
        graph.Output(Probability, probability, -1, 1);
        return graph.Build(new Dictionary<string, string>
        {
            ["saker.positive"] = classes.Positive,
            ["saker.negative"] = classes.Negative,
            ["saker.threshold"] = ((float)threshold).ToString("R", CultureInfo.InvariantCulture),
        });
    }
}
