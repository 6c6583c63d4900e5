using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>
/// A density over parameters that exist together: the mean of one kernel a trial and of the uniform density. A kernel is a product:
/// along a range a normal density cut to it, over choices without order a share more for the trial's own.
/// </summary>
internal sealed class ParzenEstimator
{
    private readonly ParzenDimension[] _dimensions;
    private readonly int _trialCount;
    private readonly double[] _norms;
    private readonly double[] _logs;

    /// <param name="space">The whole space.</param>
    /// <param name="group">The positions of the parameters that this is about.</param>
    /// <param name="points">The trials; those that had not these parameters are left out.</param>
    public ParzenEstimator(SearchSpace space, int[] group, IReadOnlyList<double[]> points)
    {
        var having = points.Where(point => !double.IsNaN(point[group[0]])).ToList();
        _trialCount = having.Count;
        _dimensions = [.. group.Select(position => ParzenDimension.Of(space.Parameters[position], position, [.. having.Select(point => point[position])], group.Length))];
        _norms = new double[_trialCount];
        _logs = new double[_trialCount + 1];
        foreach (var dimension in _dimensions)
            dimension.AddNorms(_norms);
    }

    /// <summary>Writes a point of this density to the group's positions.</summary>
    public void Draw(Xoshiro256 generator, Span<double> point)
    {
        var kernel = generator.Below(_trialCount + 1);
        foreach (var dimension in _dimensions)
            point[dimension.Position] = kernel == _trialCount ? dimension.DrawAnywhere(generator) : dimension.Draw(kernel, generator);
    }

    /// <summary>The logarithm of the density at a point.</summary>
    public double LogDensity(ReadOnlySpan<double> point)
    {
        _norms.CopyTo(_logs, 0);
        var kernels = _logs.AsSpan(0, _trialCount);
        var uniform = 0.0;
        foreach (var dimension in _dimensions)
        {
            dimension.AddLogs(point[dimension.Position], kernels);
            uniform += dimension.UniformLog;
        }
        _logs[_trialCount] = uniform;
        return LogMean(_logs);
    }

    private static double LogMean(ReadOnlySpan<double> logs)
    {
        var greatest = double.NegativeInfinity;
        foreach (var log in logs)
            greatest = Math.Max(greatest, log);
        var sum = 0.0;
        foreach (var log in logs)
        {
            // What is smaller than this does not reach the last digit of the sum.
            if (log > greatest - 40)
                sum += Math.Exp(log - greatest);
        }
        return greatest + Math.Log(sum / logs.Length);
    }
}
