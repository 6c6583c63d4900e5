using Saker.Onnx.Gradients;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;

namespace Saker.Onnx.Attribution;

/// <summary>A graph with a loss and its gradients by inputs, opened for the shapes of one batch.</summary>
internal sealed class GradientRun : IDisposable
{
    private readonly GradientGraph _graph;
    private readonly OnnxSession _session;
    private readonly string _output;
    private readonly string _target;

    public GradientRun(OnnxModel model, Loss loss, string output, IReadOnlyList<string> by, IReadOnlyDictionary<string, Tensor> inputs, int threadCount, params IReadOnlyList<string> others)
    {
        var shapes = model.Inputs.ToDictionary(spec => spec.Name, spec => inputs.TryGetValue(spec.Name, out var given) ? given.Shape : spec.Shape, StringComparer.Ordinal);
        (_graph, _output, _target, _) = TrainingGraph.Build(
            model, new TrainingSettings { Loss = loss, Output = output, BatchSize = 1, InputShapes = shapes, Optimizer = new Sgd(), UsesBatchStatistics = false, DropsOut = false }, by, others);
        _session = new OnnxSession(_graph.Model, new SessionSettings { ThreadCount = threadCount });
    }

    /// <summary>Names of what gradients are by.</summary>
    public IEnumerable<string> Inputs => _graph.Gradients.Keys;

    /// <summary>The extents of what the loss compares with.</summary>
    public IReadOnlyList<long> TargetShape => _session.Inputs.Single(spec => spec.Name == _target).Shape;

    /// <returns>The loss, what it was of, gradients by input, and whatever else the graph gives, by name.</returns>
    public GradientValues Run(IReadOnlyDictionary<string, Tensor> inputs, Tensor target, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, Tensor>(inputs, StringComparer.Ordinal) { [_target] = target };
        var given = _session.Outputs.Zip(_session.Run(values, cancellationToken)).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        return new GradientValues(given[_graph.Loss].Span<float>()[0], given[_output], _graph.Gradients.ToDictionary(pair => pair.Key, pair => given[pair.Value], StringComparer.Ordinal), given);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The sum of predictions, each times a number: a loss by which any output can be picked.</summary>
    public static Loss Picked { get; } = new("picked output", ElementType.Float32, shape => shape, (emit, predicted, pick) =>
        emit.ReduceSum(emit.Mul(predicted, pick), [.. Enumerable.Range(0, emit.Shape(predicted).Length).Select(axis => (long)axis)], keep: false));
}
