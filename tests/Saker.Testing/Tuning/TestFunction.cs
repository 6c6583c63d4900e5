namespace Saker.Testing.Tuning;

/// <summary>A function that optimisers are commonly tried on, to be minimised over a box.</summary>
/// <param name="Name">What it is known as, with its number of dimensions.</param>
/// <param name="Low">The lower end of every dimension.</param>
/// <param name="High">The upper end.</param>
/// <param name="Least">Its least value.</param>
/// <param name="Compute">Its value at a point.</param>
public sealed record TestFunction(string Name, double[] Low, double[] High, double Least, Func<double[], double> Compute)
{
    private static readonly double[][] s_a3 = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]];
    private static readonly double[][] s_p3 = [[0.3689, 0.1170, 0.2673], [0.4699, 0.4387, 0.7470], [0.1091, 0.8732, 0.5547], [0.0381, 0.5743, 0.8828]];
    private static readonly double[][] s_a6 = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
    private static readonly double[][] s_p6 =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];
    private static readonly double[] s_weights = [1, 1.2, 3, 3.2];

    /// <summary>Ten, with one and with many valleys, from 2 to 6 dimensions; definitions as in Surjanovic and Bingham, Virtual Library of Simulation Experiments.</summary>
    public static IReadOnlyList<TestFunction> All { get; } =
    [
        Cube("Ackley 5", 5, -32.768, 32.768, 0, Ackley),
        new("Branin 2", [-5, 0], [10, 15], 0.39788735772973816, Branin),
        Cube("Goldstein-Price 2", 2, -2, 2, 3, GoldsteinPrice),
        Cube("Griewank 4", 4, -600, 600, 0, Griewank),
        Cube("Hartmann 3", 3, 0, 1, -3.86278214782076, x => Hartmann(x, s_a3, s_p3)),
        Cube("Hartmann 6", 6, 0, 1, -3.32236801141551, x => Hartmann(x, s_a6, s_p6)),
        Cube("Levy 5", 5, -10, 10, 0, Levy),
        Cube("Rastrigin 4", 4, -5.12, 5.12, 0, Rastrigin),
        Cube("Rosenbrock 4", 4, -5, 10, 0, Rosenbrock),
        Cube("Styblinski-Tang 5", 5, -5, 5, -39.16616570377142 * 5, StyblinskiTang),
    ];

    public override string ToString() => Name;

    private static TestFunction Cube(string name, int dimensions, double low, double high, double least, Func<double[], double> compute) =>
        new(name, [.. Enumerable.Repeat(low, dimensions)], [.. Enumerable.Repeat(high, dimensions)], least, compute);

    private static double Ackley(double[] x) =>
        -20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v))) - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E;

    private static double Branin(double[] x)
    {
        var valley = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0]) + 10;
    }

    private static double GoldsteinPrice(double[] p)
    {
        var (x, y) = (p[0], p[1]);
        var first = 1 + Math.Pow(x + y + 1, 2) * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y);
        var second = 30 + Math.Pow(2 * x - 3 * y, 2) * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y);
        return first * second;
    }

    private static double Griewank(double[] x) => x.Sum(v => v * v) / 4000 - x.Select((v, i) => Math.Cos(v / Math.Sqrt(i + 1))).Aggregate(1.0, (product, v) => product * v) + 1;

    private static double Hartmann(double[] x, double[][] a, double[][] p) =>
        -Enumerable.Range(0, 4).Sum(i => s_weights[i] * Math.Exp(-Enumerable.Range(0, x.Length).Sum(j => a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]))));

    private static double Levy(double[] x)
    {
        double[] w = [.. x.Select(v => 1 + (v - 1) / 4)];
        var sum = Math.Pow(Math.Sin(Math.PI * w[0]), 2) + Math.Pow(w[^1] - 1, 2) * (1 + Math.Pow(Math.Sin(2 * Math.PI * w[^1]), 2));
        return sum + w.SkipLast(1).Sum(v => (v - 1) * (v - 1) * (1 + 10 * Math.Pow(Math.Sin(Math.PI * v + 1), 2)));
    }

    private static double Rastrigin(double[] x) => 10 * x.Length + x.Sum(v => v * v - 10 * Math.Cos(2 * Math.PI * v));

    private static double Rosenbrock(double[] x) => Enumerable.Range(0, x.Length - 1).Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2));

    private static double StyblinskiTang(double[] x) => 0.5 * x.Sum(v => v * v * v * v - 16 * v * v + 5 * v);
}
