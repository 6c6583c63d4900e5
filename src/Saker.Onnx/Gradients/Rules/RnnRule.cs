using Saker.Onnx.Editing;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Plain recurrent layers that squash by tanh.</summary>
internal static class RnnRule
{
    private const int InitialState = 5;

    public static void Register(GradientRules rules) => rules.Add("RNN", Apply, node => RecurrentPass.FindProblem(node, "Tanh"));

    private static void Apply(GradientNode node)
    {
        var pass = new RecurrentPass(node);
        var emit = pass.Emit;
        long[] shape = [pass.Batch, pass.Hidden];
        for (var direction = 0; direction < pass.Directions; direction++)
        {
            var results = pass.Results(direction);
            var body = new ScanBody(emit);
            var state = body.State(pass.LastGradient(direction, 1));
            var gradient = body.Step(pass.ResultGradient(direction));
            var slope = body.Step(emit.Complement(emit.Square(results)));
            var inner = body.Node("Mul", [body.Node("Add", [state, gradient]), slope]);
            body.Next(body.Node("MatMul", [inner, pass.Weights(direction, 2)]), shape);
            body.Collect(inner, shape);
            var back = body.Run(pass.Steps, backwards: true);
            pass.Keep(direction, back[1], pass.Outer(back[1], pass.Before(direction, results, InitialState)), null, back[0]);
        }
        pass.Give(InitialState);
    }
}
