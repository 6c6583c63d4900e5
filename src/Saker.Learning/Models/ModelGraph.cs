using System.Globalization;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Preparation;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Models;

/// <summary>
/// Joins preparation and fitted model to the one graph that is the model: raw columns in, see <see cref="ModelInputs"/>, and out, of two classes,
/// <c>label</c> (string [N, 1]) and <c>probability</c> (float32 [N, 1], of the positive class); of several classes <c>label</c> and <c>probabilities</c>
/// (float32 [N, classes]); of numbers <c>prediction</c> (float32 [N, 1]).
/// </summary>
public static class ModelGraph
{
    /// <summary>The output with the predicted class.</summary>
    public const string LabelName = "label";

    /// <summary>The output with the probability of the positive class.</summary>
    public const string ProbabilityName = "probability";

    /// <summary>The output with the probability of each of several classes, in their order.</summary>
    public const string ProbabilitiesName = "probabilities";

    /// <summary>The output with a predicted number.</summary>
    public const string PredictionName = "prediction";

    /// <summary>The property with the means of the features over the training rows, where explanations start from them: a JSON array of numbers.</summary>
    internal const string FeatureMeansKey = MetadataPrefix + "feature_means";

    /// <summary>The property with the names of several classes, in the order of their probabilities: a JSON array of texts.</summary>
    internal const string ClassesKey = MetadataPrefix + "classes";

    private const string MetadataPrefix = "saker.";

    /// <summary>Composes the model. The same parts give the same bytes.</summary>
    /// <param name="preparation">From raw columns to features.</param>
    /// <param name="classifier">From features to the probability of the positive class.</param>
    /// <param name="threshold">The label is the positive one when the probability is at least this.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="byGroup">Thresholds of groups, in place of the one of all; their columns become inputs.</param>
    /// <exception cref="SakerException">A raw column has the name of an output.</exception>
    public static OnnxModel Compose(FittedPreparation preparation, FittedClassifier classifier, double threshold, ClassLabels labels, GroupThresholds? byGroup = null)
    {
        var columns = InputsOf(preparation, byGroup);
        RequireFree(columns, LabelName, ProbabilityName);
        var graph = new GraphBuilder("model");
        var inputs = ModelInputs.Declare(graph, columns);
        var features = preparation.Emit(graph, inputs);
        var probability = classifier.Emit(graph, features);
        // Those of groups are compared as float64: as float32 they could fall on the other side of a probability next to them.
        var isPositive = byGroup is null
            ? graph.GreaterOrEqual(probability, graph.Constant(Tensor.Of([NotBelow(threshold)], 1, 1)))
            : graph.GreaterOrEqual(graph.Cast(probability, ElementType.Float64), byGroup.Emit(graph, inputs));
        // The engine looks texts up faster than it chooses between them.
        graph.Output(LabelName, graph.LabelEncoder(graph.Cast(isPositive, ElementType.Int64), [0L, 1L], [labels.Negative, labels.Positive], labels.Negative), -1, 1);
        graph.Output(ProbabilityName, probability, -1, 1);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [MetadataPrefix + "negative"] = labels.Negative,
            [MetadataPrefix + "positive"] = labels.Positive,
            [MetadataPrefix + "threshold"] = threshold.ToString("R", CultureInfo.InvariantCulture),
        };
        if (classifier.FeatureMeans is { Count: > 0 } means)
            metadata[FeatureMeansKey] = JsonSerializer.Serialize(means);
        if (byGroup is not null)
            metadata[MetadataPrefix + "thresholds"] = byGroup.ToString();
        return graph.Build(metadata);
    }

    /// <summary>Composes a model of numbers. The same parts give the same bytes.</summary>
    /// <param name="preparation">From raw columns to features.</param>
    /// <param name="model">From features to a number.</param>
    /// <exception cref="SakerException">A raw column has the name of an output.</exception>
    public static OnnxModel ComposeRegression(FittedPreparation preparation, FittedModel model)
    {
        RequireFree(preparation.InputColumns, PredictionName);
        var graph = new GraphBuilder("model");
        var predicted = model.Emit(graph, preparation.Emit(graph, ModelInputs.Declare(graph, preparation.InputColumns)));
        graph.Output(PredictionName, predicted, -1, 1);
        return graph.Build(Metadata("regression", model));
    }

    /// <summary>Composes a classifier of several classes: the label is the most probable one, of equal ones the first. The same parts give the same bytes.</summary>
    /// <param name="preparation">From raw columns to features.</param>
    /// <param name="model">From features to the probability of each class.</param>
    /// <param name="classes">The names of the classes, in that order.</param>
    /// <exception cref="SakerException">A raw column has the name of an output.</exception>
    public static OnnxModel ComposeClasses(FittedPreparation preparation, FittedModel model, IReadOnlyList<string> classes)
    {
        RequireFree(preparation.InputColumns, LabelName, ProbabilitiesName);
        var graph = new GraphBuilder("model");
        var probabilities = model.Emit(graph, preparation.Emit(graph, ModelInputs.Declare(graph, preparation.InputColumns)));
        var names = graph.Constant(Tensor.Vector([.. classes]));
        graph.Output(LabelName, graph.Gather(names, graph.ArgMax(probabilities, axis: 1)), -1, 1);
        graph.Output(ProbabilitiesName, probabilities, -1, classes.Count);
        var metadata = Metadata("classification", model);
        metadata[ClassesKey] = JsonSerializer.Serialize(classes);
        return graph.Build(metadata);
    }

    // The least float32 that reaches a number: a float32 reaches the one exactly where it reaches the other.
    private static float NotBelow(double number)
    {
        var nearest = (float)number;
        return nearest < number ? MathF.BitIncrement(nearest) : nearest;
    }

    private static SortedDictionary<string, string> Metadata(string task, FittedModel model)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal) { [MetadataPrefix + "task"] = task };
        if (model.FeatureMeans is { Count: > 0 } means)
            metadata[FeatureMeansKey] = JsonSerializer.Serialize(means);
        return metadata;
    }

    private static void RequireFree(IReadOnlyList<ColumnSchema> columns, params string[] outputs)
    {
        if (columns.FirstOrDefault(column => outputs.Contains(column.Name)) is { } taken)
            throw new SakerException(ErrorKind.InvalidInput, $"A model gives '{taken.Name}', so no input column can have that name: rename or drop it.", taken.Name);
    }

    /// <summary>The columns that the model takes: those of the preparation, and behind them what only the thresholds of groups need.</summary>
    public static IReadOnlyList<ColumnSchema> InputsOf(FittedPreparation preparation, GroupThresholds? byGroup) =>
        [.. preparation.InputColumns, .. (byGroup?.Inputs ?? []).Where(column => preparation.InputColumns.All(known => known.Name != column.Name))];
}
