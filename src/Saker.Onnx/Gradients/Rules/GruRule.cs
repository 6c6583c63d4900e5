using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Gated recurrent units (Cho et al. 2014), in both forms: the reset gate before or after the recurrent product.</summary>
internal static class GruRule
{
    private const int InitialState = 5;

    public static void Register(GradientRules rules) => rules.Add("GRU", Apply, node => RecurrentPass.FindProblem(node, "Sigmoid", "Tanh"));

    private static void Apply(GradientNode node)
    {
        var pass = new RecurrentPass(node);
        for (var direction = 0; direction < pass.Directions; direction++)
            if (node.Node.Integer("linear_before_reset", 0) != 0)
                ResetAfter(pass, direction);
            else
                ResetBefore(pass, direction);
        pass.Give(InitialState);
    }

    // The form of cuDNN and PyTorch: new = tanh(x + reset * (state product)).
    private static void ResetAfter(RecurrentPass pass, int direction)
    {
        var emit = pass.Emit;
        var (before, recurrent) = (pass.Before(direction, pass.Results(direction), InitialState), pass.Weights(direction, 2));
        var fromInput = Biased(emit, pass.Product(pass.Sequence(direction), pass.Weights(direction, 1)), pass.Bias(direction, 0));
        var fromState = Biased(emit, pass.Product(before, recurrent), pass.Bias(direction, 1));
        var (update, reset) = Gates(pass, emit.Add(emit.Slice(fromInput, 2, 0, 2 * pass.Hidden), emit.Slice(fromState, 2, 0, 2 * pass.Hidden)));
        var product = pass.Block(fromState, 2);
        var fresh = emit.Unary("Tanh", emit.Add(pass.Block(fromInput, 2), emit.Mul(reset, product)));
        var toFresh = emit.Mul(emit.Complement(update), emit.Complement(emit.Square(fresh)));
        var toReset = emit.Mul(emit.Mul(toFresh, product), Slope(emit, reset));
        var toUpdate = emit.Mul(emit.Sub(before, fresh), Slope(emit, update));
        var factors = emit.Concat(2, toUpdate, toReset, emit.Mul(toFresh, reset));

        long[] shape = [pass.Batch, pass.Hidden];
        var body = new ScanBody(emit);
        var state = body.State(pass.LastGradient(direction, 1));
        var gradient = body.Step(pass.ResultGradient(direction));
        var factor = body.Step(factors);
        var kept = body.Step(update);
        var whole = body.Node("Add", [state, gradient]);
        var gates = body.Node("Mul", [body.Node("Concat", [whole, whole, whole], NodeAttribute.Of("axis", 1)), factor]);
        body.Next(body.Node("Add", [body.Node("MatMul", [gates, recurrent]), body.Node("Mul", [whole, kept])]), shape);
        body.Collect(whole, shape);
        body.Collect(gates, [pass.Batch, pass.Rows]);
        var back = body.Run(pass.Steps, backwards: true);

        var input = emit.Concat(2, emit.Slice(back[2], 2, 0, 2 * pass.Hidden), emit.Mul(back[1], toFresh));
        pass.Keep(direction, input, pass.Outer(back[2], before), emit.ReduceSum(back[2], [0, 1], keep: false), back[0]);
    }

    // The form of the paper: new = tanh(x + (reset * state) product).
    private static void ResetBefore(RecurrentPass pass, int direction)
    {
        var emit = pass.Emit;
        var (before, recurrent) = (pass.Before(direction, pass.Results(direction), InitialState), pass.Weights(direction, 2));
        var (both, last) = (emit.Slice(recurrent, 0, 0, 2 * pass.Hidden), emit.Slice(recurrent, 0, 2 * pass.Hidden, 3 * pass.Hidden));
        var fromInput = Biased(emit, Biased(emit, pass.Product(pass.Sequence(direction), pass.Weights(direction, 1)), pass.Bias(direction, 0)), pass.Bias(direction, 1));
        var (update, reset) = Gates(pass, emit.Add(emit.Slice(fromInput, 2, 0, 2 * pass.Hidden), pass.Product(before, both)));
        var resetState = emit.Mul(reset, before);
        var fresh = emit.Unary("Tanh", emit.Add(pass.Block(fromInput, 2), pass.Product(resetState, last)));
        var toFresh = emit.Mul(emit.Complement(update), emit.Complement(emit.Square(fresh)));
        var toUpdate = emit.Mul(emit.Sub(before, fresh), Slope(emit, update));

        long[] shape = [pass.Batch, pass.Hidden];
        var body = new ScanBody(emit);
        var state = body.State(pass.LastGradient(direction, 1));
        var gradient = body.Step(pass.ResultGradient(direction));
        string[] steps = [.. new[] { toUpdate, toFresh, emit.Mul(before, Slope(emit, reset)), reset, update }.Select(body.Step)];
        var whole = body.Node("Add", [state, gradient]);
        var freshGate = body.Node("Mul", [whole, steps[1]]);
        var through = body.Node("MatMul", [freshGate, last]);
        var gates = body.Node("Concat", [body.Node("Mul", [whole, steps[0]]), body.Node("Mul", [through, steps[2]])], NodeAttribute.Of("axis", 1));
        body.Next(body.Node("Sum", [body.Node("MatMul", [gates, both]), body.Node("Mul", [through, steps[3]]), body.Node("Mul", [whole, steps[4]])]), shape);
        body.Collect(gates, [pass.Batch, 2 * pass.Hidden]);
        body.Collect(freshGate, shape);
        var back = body.Run(pass.Steps, backwards: true);
        pass.Keep(direction, emit.Concat(2, back[1], back[2]), emit.Concat(0, pass.Outer(back[1], before), pass.Outer(back[2], resetState)), null, back[0]);
    }

    private static (string Update, string Reset) Gates(RecurrentPass pass, string sum)
    {
        var gates = pass.Emit.Unary("Sigmoid", sum);
        return (pass.Block(gates, 0), pass.Block(gates, 1));
    }

    private static string Biased(Emitter emit, string value, string? bias) => bias is null ? value : emit.Add(value, bias);

    private static string Slope(Emitter emit, string gate) => emit.Mul(gate, emit.Complement(gate));
}
