using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Training;

/// <summary>The forward part of a training graph as the model serves, over the same batch, parameters and statistics as training.</summary>
internal sealed class EvaluationPass : IDisposable
{
    private readonly OnnxSession _session;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly PinnedBuffer _loss;
    private readonly PinnedBuffer _predictions;
    private readonly int _count;

    public EvaluationPass(OnnxModel model, TrainingSettings settings, TrainingMemory memory, ParameterBlock parameters, MovingStatistics statistics, int threads)
    {
        var names = parameters.Slots.Select(slot => slot.Name).ToArray();
        var (graph, output, _, _) = TrainingGraph.Build(model, settings with { UsesBatchStatistics = false, DropsOut = false }, names);
        _session = ThreadTrial.Open(Forward(graph, output, statistics), threads, settings.Device);
        _binding = _session.Engine.CreateIoBinding();
        try
        {
            var slots = parameters.Slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
            foreach (var input in _session.Inputs)
                _binding.BindInput(input.Name, Keep(slots.TryGetValue(input.Name, out var slot) ? parameters.EngineValue(slot) : statistics.EngineValue(input.Name) ?? memory.EngineValue(input.Name)));
            (_loss, _) = Give(graph.Loss);
            (_predictions, _count) = Give(output);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public ReadOnlySpan<float> Predictions => _predictions.Elements<float>(_count);

    public float Run(RunOptions options)
    {
        try
        {
            using (DenormalScope.Enter())
                _session.Engine.RunWithBinding(options, _binding);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new OnnxException($"The evaluation failed: {EngineMessages.Of(exception)}", exception);
        }
        return _loss.Elements<float>(1)[0];
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _session.Dispose();
    }

    // What leads to loss and predictions; statistics come from outside as parameters do.
    private static OnnxModel Forward(GradientGraph graph, string output, MovingStatistics statistics)
    {
        var draft = new GraphDraft(graph.Model.Proto.Clone());
        draft.MakeInputs([.. statistics.Names]);
        var wanted = draft.Graph.Output.Where(given => given.Name == graph.Loss || given.Name == output).ToArray();
        draft.Graph.Output.Clear();
        draft.Graph.Output.AddRange(wanted);
        draft.Prune();
        var taken = draft.Graph.Node.SelectMany(GraphOrder.Takes).ToHashSet(StringComparer.Ordinal);
        foreach (var unused in draft.Graph.Input.Where(input => !taken.Contains(input.Name)).ToArray())
            draft.Graph.Input.Remove(unused);
        return new OnnxModel(draft.Model);
    }

    private (PinnedBuffer Buffer, int Count) Give(string name)
    {
        var spec = _session.Outputs.First(output => output.Name == name);
        var buffer = PinnedBuffer.For(spec, 1)!;
        _binding.BindOutput(name, Keep(buffer.Value([.. spec.Shape])));
        return (buffer, (int)Extents.Count([.. spec.Shape]));
    }

    private OrtValue Keep(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
