using Saker.Onnx.Graphs;
using Saker.Onnx.Tests.Gradients;
using Saker.Onnx.Training;

namespace Saker.Onnx.Tests.Training;

public sealed class LossTests
{
    private const int Rows = 6;
    private const int Classes = 3;

    private static readonly Dictionary<string, (Loss Loss, Func<double[][], double[][], double> Value)> s_losses = new()
    {
        ["cross entropy"] = (Losses.CrossEntropy(), (p, t) => Rowwise(p, t, (row, target) => -LogSoftmax(row)[(int)target[0]])),
        ["cross entropy, smoothed"] = (Losses.CrossEntropy(smoothing: 0.2f), (p, t) => Rowwise(p, t, (row, target) => -0.8 * LogSoftmax(row)[(int)target[0]] - 0.2 * LogSoftmax(row).Average())),
        ["cross entropy, weighed"] = (Losses.CrossEntropy([1, 2, 0.5f]), (p, t) =>
            Rowwise(p, t, (row, target) => -Weight(target) * LogSoftmax(row)[(int)target[0]]) * Rows / t.Sum(Weight)),
        ["soft cross entropy"] = (Losses.SoftCrossEntropy(), (p, t) => Rowwise(p, t, (row, target) => -LogSoftmax(row).Zip(target, (log, share) => log * share).Sum())),
        ["binary cross entropy"] = (Losses.BinaryCrossEntropy(2), (p, t) => Each(p, t, (x, y) => y > 0.5 ? 2 * Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x)))),
        ["mean squared"] = (Losses.MeanSquared(), (p, t) => Each(p, t, (x, y) => (x - y) * (x - y))),
        ["mean absolute"] = (Losses.MeanAbsolute(), (p, t) => Each(p, t, (x, y) => Math.Abs(x - y))),
        ["huber"] = (Losses.Huber(0.5f), (p, t) => Each(p, t, (x, y) => Math.Abs(x - y) is var off && off < 0.5 ? off * off / 2 : 0.5 * (off - 0.25))),
        ["quantile"] = (Losses.Quantile(0.1f, 0.5f, 0.9f), (p, t) => p.Select((row, i) => row.Select((x, k) => Math.Max((t[i][0] - x) * (0.1 + 0.4 * k), (t[i][0] - x) * (0.4 * k - 0.9))).Average()).Average()),
        ["focal"] = (Losses.Focal(), (p, t) => Rowwise(p, t, (row, target) => LogSoftmax(row)[(int)target[0]] is var log ? -Math.Pow(1 - Math.Exp(log), 2) * log : 0)),
        ["distillation"] = (Losses.Distillation(3), (p, t) => 9 * Rowwise(p, t, (row, target) =>
            LogSoftmax(target, 3).Zip(LogSoftmax(row, 3), (wanted, given) => Math.Exp(wanted) * (wanted - given)).Sum())),
        ["triplet"] = (Losses.Triplet(), (p, _) => Enumerable.Range(0, 2).Average(i => Math.Max(0, Distance(p[i], p[i + 2]) - Distance(p[i], p[i + 4]) + 1))),
        ["contrastive"] = (Losses.Contrastive(2), (p, t) => Enumerable.Range(0, 3).Average(i => Distance(p[i], p[i + 3]) is var d && t[i][0] > 0.5 ? d * d : Math.Pow(Math.Max(0, 2 - d), 2))),
    };

    public static TheoryData<string> Names => [.. s_losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rows_weight_is_how_often_it_is_there_and_what_is_of_several_rows_has_none(string name)
    {
        var (loss, value) = s_losses[name];
        var settings = new TrainingSettings { Loss = loss, BatchSize = Rows, Optimizer = new Sgd(), WeighsRows = true };
        if (!loss.CanWeighRows)
        {
            Assert.Contains(loss.Name, Assert.Throws<OnnxException>(() => new TrainingSession(Linear(), settings)).Message, StringComparison.Ordinal);
            return;
        }
        using var session = new TrainingSession(Linear(), settings);
        Drawn.Of(Rows, 4).Span<float>().CopyTo(session.Input<float>("in"));
        var targets = Targets(session);
        int[] often = [2, 1, 0, 1, 2, 0];
        for (var row = 0; row < Rows; row++)
            session.Input<float>(session.Weights)[row] = often[row];
        var computed = session.Compute();
        int[] rows = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat(row, often[row]))];
        var predictions = Matrix(session.Predictions, Classes);
        Assert.Equal(value([.. rows.Select(row => predictions[row])], [.. rows.Select(row => targets[row])]), computed, 1e-5);
        Assert.Equal(computed, session.Evaluate(), 1e-6f);

        session.Input<float>(session.Weights).Clear();
        Assert.Equal(0, session.Compute());
        Assert.All(session.Parameters, parameter => Assert.Equal(0, session.Gradient(parameter).ToArray().Sum(Math.Abs)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_and_their_gradients_are_what_they_are_by_definition(string name)
    {
        var (loss, value) = s_losses[name];
        using var session = new TrainingSession(Linear(), new TrainingSettings { Loss = loss, BatchSize = Rows, Optimizer = new Sgd() });
        Drawn.Of(Rows, 4).Span<float>().CopyTo(session.Input<float>("in"));
        var targets = Targets(session);
        var computed = session.Compute();
        var expected = value(Matrix(session.Predictions, Classes), targets);
        Assert.Equal(expected, computed, 1e-5);

        var weights = session.Parameters.Single(parameter => session.Parameter(parameter).Length == 12);
        var gradient = session.Gradient(weights).ToArray();
        for (var i = 0; i < gradient.Length; i++)
        {
            var before = session.Parameter(weights)[i];
            var slope = 0.0;
            foreach (var side in new[] { 1, -1 })
            {
                session.Parameter(weights)[i] = before + side * 1e-3f;
                session.Compute();
                slope += side * value(Matrix(session.Predictions, Classes), targets) / 2e-3;
            }
            session.Parameter(weights)[i] = before;
            Assert.Equal(slope, gradient[i], 5e-3);
        }
    }

    private static double[][] Targets(TrainingSession session)
    {
        if (session.Target.Length == 0)
            return [];
        var spec = session.Inputs.Single(input => input.Name == session.Target);
        if (spec.Type == ElementType.Int64)
        {
            for (var i = 0; i < Rows; i++)
                session.Input<long>(session.Target)[i] = i % Classes;
            return [.. Enumerable.Range(0, Rows).Select(i => new double[] { i % Classes })];
        }
        var targets = session.Input<float>(session.Target);
        for (var i = 0; i < targets.Length; i++)
            targets[i] = i % 2;
        return Matrix(targets, (int)(spec.Shape.Count > 1 ? spec.Shape[1] : 1));
    }

    private static OnnxModel Linear()
    {
        var graph = new GraphBuilder("linear");
        var weights = graph.Constant(Drawn.Of(4, Classes));
        graph.Output("out", graph.Gemm(graph.Input("in", ElementType.Float32, -1, 4), weights, graph.Constant(Drawn.Of(Classes))), -1, Classes);
        return graph.Build();
    }

    private static double[][] Matrix(ReadOnlySpan<float> values, int width)
    {
        var rows = new double[values.Length / width][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = Array.ConvertAll(values.Slice(i * width, width).ToArray(), value => (double)value);
        return rows;
    }

    private static double Rowwise(double[][] predicted, double[][] targets, Func<double[], double[], double> each) => predicted.Zip(targets, each).Average();

    private static double Each(double[][] predicted, double[][] targets, Func<double, double, double> each) => predicted.Zip(targets, (row, target) => row.Zip(target, each).Average()).Average();

    private static double Weight(double[] target) => new[] { 1, 2, 0.5 }[(int)target[0]];

    private static double[] LogSoftmax(double[] row, double temperature = 1)
    {
        var logarithm = Math.Log(row.Sum(value => Math.Exp(value / temperature)));
        return [.. row.Select(value => value / temperature - logarithm)];
    }

    private static double Distance(double[] left, double[] right) => Math.Sqrt(left.Zip(right, (a, b) => (a - b) * (a - b)).Sum());
}
