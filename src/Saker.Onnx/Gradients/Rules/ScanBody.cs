using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Steps through time that each need the one before: the little that cannot be done for all steps at once.</summary>
internal sealed class ScanBody(Emitter emit)
{
    private readonly GraphProto _graph = new() { Name = emit.Draft.Fresh("steps") };
    private readonly List<string> _states = [];
    private readonly List<string> _sequences = [];
    private readonly List<(string Name, long[] Shape)> _stateResults = [];
    private readonly List<(string Name, long[] Shape)> _sequenceResults = [];

    /// <summary>A state: what it is before the first step.</summary>
    public string State(string initial)
    {
        _states.Add(initial);
        return Input(emit.Shape(initial));
    }

    /// <summary>A step's part of a sequence; to be asked for after all states.</summary>
    public string Step(string sequence)
    {
        _sequences.Add(sequence);
        return Input(emit.Shape(sequence)[1..]);
    }

    /// <summary>A node of a step; it may take values of the graph around it.</summary>
    public string Node(string operatorType, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var node = new NodeProto { OpType = operatorType, Name = emit.Draft.Fresh($"step_{operatorType}") };
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        node.Output.Add(emit.Draft.Fresh("step"));
        _graph.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>The state that the next step begins with, in the order of the states.</summary>
    public void Next(string value, ReadOnlySpan<long> shape) => _stateResults.Add((Named(value), shape.ToArray()));

    /// <summary>What a step gives besides.</summary>
    public void Collect(string value, ReadOnlySpan<long> shape) => _sequenceResults.Add((Named(value), shape.ToArray()));

    /// <summary>Runs the steps, the last first where asked for.</summary>
    /// <returns>The states after the last step, then what steps gave, in the order of time.</returns>
    public string[] Run(long steps, bool backwards)
    {
        foreach (var (name, shape) in _stateResults.Concat(_sequenceResults))
            _graph.Output.Add(WireTypes.ValueInfo(name, ElementType.Float32, shape));
        string[] results = [.. _stateResults.Concat(_sequenceResults).Select(_ => emit.Draft.Fresh("scanned"))];
        var node = emit.Draft.Add("Scan", [.. _states, .. _sequences], results, NodeAttribute.Of("num_scan_inputs", _sequences.Count));
        if (backwards)
        {
            node.Attribute.Add(NodeAttribute.Of("scan_input_directions", Enumerable.Repeat(1L, _sequences.Count)).Proto);
            if (_sequenceResults.Count > 0)
                node.Attribute.Add(NodeAttribute.Of("scan_output_directions", Enumerable.Repeat(1L, _sequenceResults.Count)).Proto);
        }
        node.Attribute.Add(NodeAttribute.Of("body", _graph).Proto);
        for (var i = 0; i < results.Length; i++)
            emit.Declare(results[i], i < _stateResults.Count ? _stateResults[i].Shape : [steps, .. _sequenceResults[i - _stateResults.Count].Shape]);
        return results;
    }

    private string Input(ReadOnlySpan<long> shape)
    {
        var name = emit.Draft.Fresh("step");
        _graph.Input.Add(WireTypes.ValueInfo(name, ElementType.Float32, shape));
        return name;
    }

    // Each result needs a name of its own.
    private string Named(string value) => Node("Identity", [value]);
}
