using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>What the rules of recurrent layers share: the layer one direction at a time, in the order in which that direction goes through time.</summary>
internal sealed class RecurrentPass
{
    private readonly GradientNode _node;
    private readonly bool[] _isReverse;
    private readonly List<string>[] _parts = [[], [], [], [], []];

    public RecurrentPass(GradientNode node)
    {
        _node = node;
        Emit = node.Emit;
        var (input, recurrent) = (node.Shape(node.In(0)), node.Shape(node.In(2)));
        (Steps, Batch, Width) = (input[0], input[1], input[2]);
        Hidden = recurrent[2];
        Rows = recurrent[1];
        _isReverse = node.Node.Text("direction", "forward") switch
        {
            "reverse" => [true],
            "bidirectional" => [false, true],
            _ => [false],
        };
        node.Ask(0, [Steps, _isReverse.Length, Batch, Hidden]);
    }

    public Emitter Emit { get; }

    public long Steps { get; }

    public long Batch { get; }

    public long Width { get; }

    public long Hidden { get; }

    /// <summary>Rows of a direction's weights: one block of <see cref="Hidden"/> for each gate.</summary>
    public long Rows { get; }

    public int Directions => _isReverse.Length;

    /// <summary>Why a recurrent layer has no gradient, continuing a sentence; null when it has.</summary>
    public static string? FindProblem(NodeProto node, params string[] activations)
    {
        if (node.Integer("layout", 0) != 0)
            return "takes the batch first (layout)";
        if (node.InputAt(4).Length > 0)
            return "takes sequences of different lengths (sequence_lens)";
        if (node.Find("clip") is not null)
            return "clips its cells (clip)";
        if (node.Find("activations") is { } given && !given.Strings.Select(text => text.ToStringUtf8()).Chunk(activations.Length).All(chunk => chunk.SequenceEqual(activations, StringComparer.OrdinalIgnoreCase)))
            return $"has activations other than {string.Join(", ", activations)}";
        return null;
    }

    /// <summary>What goes in, [steps, batch, width].</summary>
    public string Sequence(int direction) => Turned(_node.In(0), direction);

    /// <summary>What came out at each step, [steps, batch, hidden].</summary>
    public string Results(int direction) => Turned(Part(_node.Out(), direction, 1), direction);

    /// <summary>The state before each step, [steps, batch, hidden].</summary>
    public string Before(int direction, string results, int initial)
    {
        var first = Initial(direction, initial);
        return Steps == 1 ? first : Emit.Concat(0, first, Emit.Slice(results, 0, 0, Steps - 1));
    }

    /// <summary>A direction's initial state, [1, batch, hidden]: zeros where none is given.</summary>
    public string Initial(int direction, int input) => _node.Has(input) ? Emit.Slice(_node.In(input), 0, direction, direction + 1) : Emit.Zeros([1, Batch, Hidden]);

    /// <summary>A direction's part of weights [directions, ...].</summary>
    public string Weights(int direction, int input)
    {
        var shape = _node.Shape(_node.In(input));
        return Emit.Reshape(Emit.Slice(_node.In(input), 0, direction, direction + 1), shape[1..]);
    }

    /// <summary>Weights of what goes in, or of the state, times the rows of a sequence: [steps, batch, rows].</summary>
    public string Product(string sequence, string weights)
    {
        var shape = Emit.Shape(sequence);
        return Emit.Reshape(Emit.Gemm(Emit.Reshape(sequence, Steps * Batch, shape[2]), weights, transposeRight: true), Steps, Batch, Emit.Shape(weights)[0]);
    }

    /// <summary>A direction's bias of one of the two kinds, or null where there is none.</summary>
    public string? Bias(int direction, int kind) => _node.Has(3) ? Emit.Slice(Weights(direction, 3), 0, kind * Rows, (kind + 1) * Rows) : null;

    /// <summary>One of the blocks along the last axis.</summary>
    public string Block(string value, int gate) => Emit.Slice(value, Emit.Shape(value).Length - 1, gate * Hidden, (gate + 1) * Hidden);

    /// <summary>The gradient of what came out at each step, [steps, batch, hidden].</summary>
    public string ResultGradient(int direction) => _node.FindGradient(0) is { } gradient ? Turned(Part(gradient, direction, 1), direction) : Emit.Zeros([Steps, Batch, Hidden]);

    /// <summary>The gradient of a state after the last step, [batch, hidden].</summary>
    public string LastGradient(int direction, int output) => _node.FindGradient(output) is { } gradient ? Part(gradient, direction, 0) : Emit.Zeros([Batch, Hidden]);

    /// <summary>Keeps a direction's share of the gradients.</summary>
    /// <param name="direction">Which direction.</param>
    /// <param name="input">Gradient of the product of what goes in, [steps, batch, rows].</param>
    /// <param name="recurrent">Gradient of a direction's recurrent weights.</param>
    /// <param name="recurrentBias">Gradient of the recurrent bias, [rows]; null where it is that of the other.</param>
    /// <param name="initial">Gradients of initial states, [batch, hidden].</param>
    public void Keep(int direction, string input, string recurrent, string? recurrentBias, params ReadOnlySpan<string> initial)
    {
        var flat = Emit.Reshape(input, Steps * Batch, Rows);
        if (_node.Wants(0))
            _parts[0].Add(Turned(Emit.Reshape(Emit.Gemm(flat, Weights(direction, 1)), Steps, Batch, Width), direction));
        if (_node.Wants(1))
            _parts[1].Add(Emit.Reshape(Emit.Gemm(flat, Emit.Reshape(Sequence(direction), Steps * Batch, Width), transposeLeft: true), 1, Rows, Width));
        if (_node.Wants(2))
            _parts[2].Add(Emit.Reshape(recurrent, 1, Rows, Hidden));
        if (_node.Wants(3))
        {
            var bias = Emit.ReduceSum(flat, [0], keep: false);
            _parts[3].Add(Emit.Reshape(Emit.Concat(0, bias, recurrentBias ?? bias), 1, 2 * Rows));
        }
        for (var i = 0; i < initial.Length; i++)
            Initials(i).Add(Emit.Reshape(initial[i], 1, Batch, Hidden));
    }

    /// <summary>Gives the gradients of all directions to the node's inputs.</summary>
    public void Give(params ReadOnlySpan<int> initial)
    {
        if (_node.Wants(0))
            _node.Give(0, Emit.Sum(_parts[0]));
        for (var i = 1; i <= 3; i++)
            if (_node.Wants(i))
                _node.Give(i, Emit.Concat(0, [.. _parts[i]]));
        for (var i = 0; i < initial.Length; i++)
            if (_node.Wants(initial[i]))
                _node.Give(initial[i], Emit.Concat(0, [.. Initials(i)]));
    }

    /// <summary>Rows of gradients times rows of what they were weighted with: [rows of the one, columns of the other].</summary>
    public string Outer(string gradient, string sequence) =>
        Emit.Gemm(Emit.Reshape(gradient, Steps * Batch, Emit.Shape(gradient)[2]), Emit.Reshape(sequence, Steps * Batch, Emit.Shape(sequence)[2]), transposeLeft: true);

    private List<string> Initials(int index) => index == 0 ? _parts[4] : _further;

    private readonly List<string> _further = [];

    private string Part(string value, int direction, int axis)
    {
        var shape = _node.Shape(value);
        return Emit.Reshape(Emit.Slice(value, axis, direction, direction + 1), [.. shape[..axis], .. shape[(axis + 1)..]]);
    }

    private string Turned(string value, int direction) => _isReverse[direction] ? Emit.Reverse(value, 0) : value;
}
