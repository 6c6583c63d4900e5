using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Shapes;

/// <summary>
/// A loop that goes on for a number of steps known before it runs, with states that keep their extents, is a Scan over the numbers of its steps: its extents are known then, and what goes through a Scan
/// goes through it. Others stay as they are.
/// </summary>
/// <param name="draft">The graph; it is changed.</param>
/// <param name="loop">A loop of it.</param>
/// <param name="shapes">What is known of the graph's values.</param>
internal sealed class LoopSteps(GraphDraft draft, NodeProto loop, IReadOnlyDictionary<string, TensorSpec> shapes)
{
    // Where a loop is to end by its condition, exporters write the largest number that there is.
    private const long MaxSteps = 1_000_000;

    // The number of steps and the condition come before the states; in the body the number of the step.
    private const int FirstState = 2;

    private readonly GraphProto? _body = loop.Find("body")?.G;
    private TensorSpec?[] _results = [];

    /// <summary>Makes Scans of a graph's loops, as many as can be.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool BecomeScans(GraphDraft draft, IReadOnlyDictionary<string, TensorSpec> shapes)
    {
        var changed = false;
        foreach (var node in draft.Graph.Node.Where(IsLoop).ToArray())
            if (new LoopSteps(draft, node, shapes) is var steps && steps.FindProblem() is null)
            {
                steps.BecomeScan();
                changed = true;
            }
        return changed;
    }

    public static bool IsLoop(NodeProto node) => node.IsStandard() && node.OpType == "Loop";

    /// <summary>Why it is no Scan, continuing a sentence; null where it is one.</summary>
    public string? FindProblem() => FindEnd() ?? (Count() is null ? Unknown() : FindState());

    /// <summary>Why the number of its steps is not known whatever extents its inputs have, continuing a sentence; null where it may be.</summary>
    public string? FindEnd()
    {
        if (_body is null || loop.Input.Count < 2 || _body.Output.Count == 0 || _body.Input.Count != loop.Input.Count || _body.Output.Count < loop.Input.Count - 1)
            return "has a body that does not fit what it takes";
        if (loop.InputAt(0).Length == 0)
            return "has no number of steps, but a condition by which it ends";
        if (draft.Graph.Input.Any(input => input.Name == loop.Input[0]))
            return Unknown();
        if (Count() is { } count and (< 1 or > MaxSteps))
            return $"goes on for {count} steps; gradients go back through 1 to {MaxSteps}";
        if (loop.InputAt(1).Length > 0 && !IsTrue(Constant(loop.Input[1])))
            return $"begins by the condition '{loop.Input[1]}', which is not always true";
        if (!GoesOn(_body.Output[0].Name))
            return $"ends by the condition '{_body.Output[0].Name}' in its body, so that the number of its steps is known only while the graph runs";
        return null;
    }

    private string Unknown() => $"takes the number of its steps from '{loop.Input[0]}', which is known only while the graph runs";

    private long? Count() => Constant(loop.InputAt(0)) is { Type: ElementType.Int64, Count: 1 } count ? count.Span<long>()[0] : null;

    private Tensor? Constant(string name) => draft.Graph.Input.Any(input => input.Name == name)
        ? null
        : draft.FindConstant(name) ?? (draft.Graph.Node.FirstOrDefault(node => node.OpType == "Constant" && node.Output.Contains(name)) is { } giver ? ConstantNode.Read(giver) : null);

    private static bool IsTrue(Tensor? tensor) => tensor is { Type: ElementType.Boolean, Count: 1 } && tensor.Span<bool>()[0];

    // What a step says of the next one is true always, or what was said of itself.
    private bool GoesOn(string name)
    {
        for (var depth = 0; depth <= _body!.Node.Count; depth++)
        {
            if (name == _body.Input[1].Name)
                return true;
            if (_body.Initializer.FirstOrDefault(constant => constant.Name == name) is { } stored)
                return IsTrue(Reading.TensorReader.Read(stored, name));
            if (_body.Node.FirstOrDefault(node => node.Output.Contains(name)) is not { } giver)
                return IsTrue(Constant(name));
            if (giver.OpType == "Constant")
                return IsTrue(ConstantNode.Read(giver));
            if (giver.OpType is not ("Identity" or "Cast"))
                return false;
            name = giver.Input[0];
        }
        return false;
    }

    private string? FindState()
    {
        var states = loop.Input.Skip(FirstState).ToArray();
        if (states.FirstOrDefault(name => !shapes.TryGetValue(name, out var spec) || spec.Shape.Any(extent => extent < 0)) is { } unknown)
            return $"begins with '{unknown}', whose extents are known only while the graph runs";
        var part = Part();
        Dictionary<string, TensorSpec> given;
        try
        {
            given = ConstantFolding.Fold(new GraphDraft(part));
        }
        catch (OnnxException exception)
        {
            return $"has a body whose extents cannot be worked out ({exception.Message.TrimEnd('.')})";
        }
        for (var i = 0; i < states.Length; i++)
            if (!given.TryGetValue(part.Graph.Output[i].Name, out var after) || !after.Shape.SequenceEqual(shapes[states[i]].Shape))
                return $"has the state '{_body!.Input[FirstState + i].Name}', whose extents change from step to step or are known only while the graph runs";
        _results = [.. part.Graph.Output.Select(output => given.GetValueOrDefault(output.Name))];
        return null;
    }

    // A step as a graph of its own, in which the extents of what it gives are worked out.
    private ModelProto Part()
    {
        var graph = Body();
        var model = new ModelProto { IrVersion = draft.Model.IrVersion, Graph = graph };
        model.OpsetImport.AddRange(draft.Model.OpsetImport);
        model.Functions.AddRange(draft.Model.Functions);
        for (var i = FirstState; i < loop.Input.Count; i++)
            graph.Input[i - FirstState] = Info(graph.Input[i - FirstState].Name, shapes[loop.Input[i]]);
        graph.Input[^1] = WireTypes.ValueInfo(graph.Input[^1].Name, ElementType.Int64, StepShape());
        foreach (var name in GraphOrder.OuterValues(graph).ToArray())
            if (draft.Graph.Initializer.FirstOrDefault(constant => constant.Name == name) is { } constant)
                graph.Initializer.Add(constant);
            else if (shapes.TryGetValue(name, out var spec))
                graph.Input.Add(Info(name, spec));
        return model;
    }

    private static ValueInfoProto Info(string name, TensorSpec spec) => WireTypes.ValueInfo(name, spec.Type, [.. spec.Shape]);

    private void BecomeScan()
    {
        var (count, shape) = (Count()!.Value, StepShape());
        var steps = draft.Constant(Tensor.Of([.. Enumerable.Range(0, (int)count).Select(step => (long)step)], [count, .. shape]));
        string[] inputs = [.. loop.Input.Skip(FirstState), steps];
        var body = Body();
        // The engine asks for them, and does not see through loops within the body.
        for (var i = 0; i < body.Output.Count; i++)
            if (_results[i] is { } result && result.Shape.All(extent => extent >= 0))
                body.Output[i] = Info(body.Output[i].Name, result);
        loop.OpType = "Scan";
        loop.Input.Clear();
        loop.Input.AddRange(inputs);
        for (var i = 0; i < body.Output.Count; i++)
            if (loop.OutputAt(i).Length == 0)
                loop.SetOutput(i, draft.Fresh("unused"));
        loop.Attribute.Clear();
        loop.Attribute.Add(NodeAttribute.Of("num_scan_inputs", 1).Proto);
        loop.Attribute.Add(NodeAttribute.Of("body", body).Proto);
    }

    // The number of a step is one number, with or without an extent.
    private long[] StepShape() => _body!.Input[0].Type?.TensorType?.Shape is { Dim.Count: 1 } ? [1] : [];

    // The body of the Scan: states and the number of the step in, states and what steps give out.
    private GraphProto Body()
    {
        var body = _body!.Clone();
        var (number, condition) = (body.Input[0], body.Input[1]);
        body.Input.RemoveAt(1);
        body.Input.RemoveAt(0);
        body.Input.Add(number);
        body.Output.RemoveAt(0);
        body.ValueInfo.Clear();
        body.Initializer.Add(WireTensors.Write(condition.Type?.TensorType?.Shape is { Dim.Count: 1 } ? Tensor.Vector(true) : Tensor.Scalar(true), condition.Name));
        foreach (var info in body.Output.Where(info => info.Type?.TensorType is not null))
            info.Type.TensorType.Shape = null;
        for (var i = 0; i < body.Input.Count; i++)
            body.Input[i].Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)(i + FirstState < loop.Input.Count ? shapes[loop.Input[i + FirstState]].Type : ElementType.Int64) } };
        // Each result is what a node of the body gives, and by a name of its own.
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in body.Output)
            if (!taken.Add(output.Name) || !body.Node.Any(node => node.Output.Contains(output.Name)))
                output.Name = Again(body, output.Name);
        new GraphDraft(new ModelProto { Graph = body }).Prune();
        return body;
    }

    private string Again(GraphProto body, string value)
    {
        var copy = new NodeProto { OpType = "Identity", Name = draft.Fresh("Identity") };
        copy.Input.Add(value);
        copy.Output.Add(draft.Fresh("again"));
        body.Node.Add(copy);
        return copy.Output[0];
    }
}
