using MathNet.Numerics;
using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>A range: kernels are normal densities cut to 0 to 1, all as wide; for numbers in few steps, their mass on each step.</summary>
internal sealed class ParzenRange : ParzenDimension
{
    private const int MaxCells = 64;
    private static readonly double s_sqrtTwoPi = Math.Sqrt(2 * Math.PI);

    private readonly SearchParameter _parameter;
    private readonly double[] _centres;
    private readonly double _width;
    private readonly double _factor;
    private readonly double[][]? _cells;
    private readonly int[]? _centreCells;

    public ParzenRange(SearchParameter parameter, int position, double[] centres, double width)
        : base(parameter, position)
    {
        _parameter = parameter;
        _centres = centres;
        _width = width;
        _factor = -0.5 / (width * width);
        if (EvenCells(parameter) is { } count)
        {
            _cells = [.. Enumerable.Range(0, count).Select(cell => Masses(cell, count))];
            _centreCells = [.. centres.Select(centre => (int)(centre * count))];
        }
    }

    public override double UniformLog => _cells is null ? 0 : -Math.Log(_cells.Length);

    public override void AddNorms(Span<double> norms)
    {
        if (_cells is not null)
            return;
        for (var i = 0; i < norms.Length; i++)
            norms[i] -= Math.Log(_width * s_sqrtTwoPi * Mass(0, 1, _centres[i]));
    }

    public override void AddLogs(double coordinate, Span<double> logs)
    {
        if (_cells is not null)
        {
            var masses = _cells[(int)(coordinate * _cells.Length)];
            for (var i = 0; i < logs.Length; i++)
                logs[i] += masses[_centreCells![i]];
            return;
        }
        for (var i = 0; i < logs.Length; i++)
        {
            var distance = coordinate - _centres[i];
            logs[i] += _factor * distance * distance;
        }
    }

    public override double Draw(int kernel, Xoshiro256 generator)
    {
        // The centre lies within and no kernel is much wider than the range, so that few draws fall outside.
        while (true)
        {
            var draw = _centres[kernel] + _width * generator.NextNormal();
            if (draw is >= 0 and <= 1)
                return _parameter.Snap(draw);
        }
    }

    private static int? EvenCells(SearchParameter parameter) =>
        parameter is ChoiceParameter or NumberParameter { IsLog: false } && parameter.ValueCount is { } count and <= MaxCells ? count : null;

    // By the cell that is asked about: the log mass there of a kernel in each cell. Symmetric but for the norm.
    private double[] Masses(int cell, int count)
    {
        var (low, high) = ((double)cell / count, (cell + 1.0) / count);
        return [.. Enumerable.Range(0, count).Select(centre => (centre + 0.5) / count).Select(centre => Math.Log(Math.Max(1e-300, Mass(low, high, centre) / Mass(0, 1, centre))))];
    }

    private double Mass(double low, double high, double centre)
    {
        var scale = 1 / (_width * Constants.Sqrt2);
        return 0.5 * (SpecialFunctions.Erf((high - centre) * scale) - SpecialFunctions.Erf((low - centre) * scale));
    }
}
