using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Samplers;

/// <summary>Lists the combinations; what does not apply is not varied.</summary>
internal sealed class GridProposer : Proposer
{
    private readonly List<double[]> _points = [];
    private readonly SearchSpace _space;
    private readonly double[][] _values;

    public GridProposer(SearchSpace space, int points)
    {
        _space = space;
        _values = [.. space.Parameters.Select(parameter => Values(parameter, points))];
        Extend(new double[space.Parameters.Count], 0);
    }

    public override bool Propose(StudyHistory history, int number, Span<double> point)
    {
        if (number >= _points.Count)
            return false;
        _points[number].CopyTo(point);
        return true;
    }

    private static double[] Values(SearchParameter parameter, int points)
    {
        if (parameter.ValueCount is { } count)
            return [.. Enumerable.Range(0, count).Select(i => parameter.Snap((i + 0.5) / count)).Distinct()];
        return [.. Enumerable.Range(0, points).Select(i => (double)i / (points - 1))];
    }

    private void Extend(double[] point, int position)
    {
        if (position == point.Length)
        {
            _points.Add([.. point]);
            return;
        }
        if (!_space.Applies(position, point))
        {
            point[position] = double.NaN;
            Extend(point, position + 1);
            return;
        }
        foreach (var value in _values[position])
        {
            point[position] = value;
            Extend(point, position + 1);
        }
    }
}
