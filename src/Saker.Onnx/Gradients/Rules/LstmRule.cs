using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997). The layer's own fast operator runs forward; its gates are worked out again for all
/// steps at once from what it gave, and only the cell's sum and the way back go step by step.
/// </summary>
internal static class LstmRule
{
    private const int InitialState = 5;
    private const int InitialCell = 6;

    public static void Register(GradientRules rules) => rules.Add("LSTM", Apply, node =>
        node.InputAt(7).Length > 0 ? "has peepholes" : node.Integer("input_forget", 0) != 0 ? "couples input and forget gates" : RecurrentPass.FindProblem(node, "Sigmoid", "Tanh", "Tanh"));

    private static void Apply(GradientNode node)
    {
        var pass = new RecurrentPass(node);
        for (var direction = 0; direction < pass.Directions; direction++)
            Direction(pass, direction);
        pass.Give(InitialState, InitialCell);
    }

    private static void Direction(RecurrentPass pass, int direction)
    {
        var emit = pass.Emit;
        var results = pass.Results(direction);
        var before = pass.Before(direction, results, InitialState);
        var recurrent = pass.Weights(direction, 2);
        var sum = emit.Add(pass.Product(pass.Sequence(direction), pass.Weights(direction, 1)), pass.Product(before, recurrent));
        if (pass.Bias(direction, 0) is { } bias)
            sum = emit.Add(sum, emit.Add(bias, pass.Bias(direction, 1)!));
        // Blocks lie in the order input, output, forget, cell.
        var gates = emit.Unary("Sigmoid", emit.Slice(sum, 2, 0, 3 * pass.Hidden));
        var (input, output, forget) = (pass.Block(gates, 0), pass.Block(gates, 1), pass.Block(gates, 2));
        var candidate = emit.Unary("Tanh", pass.Block(sum, 3));

        var cells = Cells(pass, direction, forget, emit.Mul(input, candidate));
        var squashed = emit.Unary("Tanh", cells);
        var cellBefore = pass.Before(direction, cells, InitialCell);
        var factors = emit.Concat(2,
            emit.Mul(candidate, Slope(emit, input)), emit.Mul(squashed, Slope(emit, output)),
            emit.Mul(cellBefore, Slope(emit, forget)), emit.Mul(input, emit.Complement(emit.Square(candidate))));
        var toCell = emit.Mul(output, emit.Complement(emit.Square(squashed)));

        var back = Backwards(pass, direction, factors, toCell, forget, recurrent);
        pass.Keep(direction, back[2], pass.Outer(back[2], before), null, back[0], back[1]);
    }

    private static string Slope(Emitter emit, string gate) => emit.Mul(gate, emit.Complement(gate));

    private static string Cells(RecurrentPass pass, int direction, string forget, string added)
    {
        long[] shape = [pass.Batch, pass.Hidden];
        var body = new ScanBody(pass.Emit);
        var cell = body.State(pass.Emit.Reshape(pass.Initial(direction, InitialCell), shape));
        var kept = body.Step(forget);
        var more = body.Step(added);
        var next = body.Node("Add", [body.Node("Mul", [kept, cell]), more]);
        body.Next(next, shape);
        body.Collect(next, shape);
        return body.Run(pass.Steps, backwards: false)[1];
    }

    // Gives the gradients of the initial state and cell, and those of all gates before they were squashed.
    private static string[] Backwards(RecurrentPass pass, int direction, string factors, string toCell, string forget, string recurrent)
    {
        long[] shape = [pass.Batch, pass.Hidden];
        var body = new ScanBody(pass.Emit);
        var state = body.State(pass.LastGradient(direction, 1));
        var cell = body.State(pass.LastGradient(direction, 2));
        var gradient = body.Step(pass.ResultGradient(direction));
        var factor = body.Step(factors);
        var share = body.Step(toCell);
        var kept = body.Step(forget);
        var whole = body.Node("Add", [state, gradient]);
        var inner = body.Node("Add", [cell, body.Node("Mul", [whole, share])]);
        var gates = body.Node("Mul", [body.Node("Concat", [inner, whole, inner, inner], NodeAttribute.Of("axis", 1)), factor]);
        body.Next(body.Node("MatMul", [gates, recurrent]), shape);
        body.Next(body.Node("Mul", [inner, kept]), shape);
        body.Collect(gates, [pass.Batch, pass.Rows]);
        return body.Run(pass.Steps, backwards: true);
    }
}
