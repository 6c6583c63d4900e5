namespace Saker.Learning.Trainers.Logistic;

/// <summary>
/// Features in float64, centred and divided by their standard deviation, so that the solver meets a well-scaled problem whatever the units.
/// Constant features are left out: their best coefficient is 0, as the unpenalised intercept does their work.
/// </summary>
internal sealed class StandardisedFeatures
{
    private readonly double[] _values;
    private readonly int[] _columns;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly int _featureCount;

    public StandardisedFeatures(FeatureMatrix features)
    {
        _featureCount = features.ColumnCount;
        RowCount = features.RowCount;
        var means = Average(features, (_, value) => value);
        var variances = Average(features, (column, value) => (value - means[column]) * (value - means[column]));
        _columns = [.. Enumerable.Range(0, _featureCount).Where(column => variances[column] > 0)];
        _means = [.. _columns.Select(column => means[column])];
        _deviations = [.. _columns.Select(column => Math.Sqrt(variances[column]))];
        _values = new double[checked(RowCount * _columns.Length)];
        for (var row = 0; row < RowCount; row++)
        {
            var source = features.Row(row);
            var destination = _values.AsSpan(row * _columns.Length, _columns.Length);
            for (var i = 0; i < _columns.Length; i++)
                destination[i] = (source[_columns[i]] - _means[i]) / _deviations[i];
        }
    }

    public int RowCount { get; }

    /// <summary>The features that vary.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>The penalty of each coefficient that is <paramref name="l2"/> on it in the original scale.</summary>
    public double[] Penalties(double l2) => Array.ConvertAll(_deviations, deviation => l2 / (deviation * deviation));

    /// <summary>The index of the feature in the original matrix.</summary>
    public int Feature(int column) => _columns[column];

    public ReadOnlySpan<double> Row(int row) => _values.AsSpan(row * _columns.Length, _columns.Length);

    /// <summary>The same function in the original scale: w = v / s, intercept less the sum of w * mean.</summary>
    /// <param name="parameters">A coefficient per varying feature, then the intercept.</param>
    public (double[] Coefficients, double Intercept) Restore(ReadOnlySpan<double> parameters)
    {
        var coefficients = new double[_featureCount];
        var intercept = parameters[^1];
        for (var i = 0; i < _columns.Length; i++)
        {
            var coefficient = parameters[i] / _deviations[i];
            coefficients[_columns[i]] = coefficient;
            intercept -= coefficient * _means[i];
        }
        return (coefficients, intercept);
    }

    private double[] Average(FeatureMatrix features, Func<int, double, double> term)
    {
        var sums = new double[_featureCount];
        for (var row = 0; row < RowCount; row++)
        {
            var values = features.Row(row);
            for (var column = 0; column < sums.Length; column++)
                sums[column] += term(column, values[column]);
        }
        for (var column = 0; column < sums.Length; column++)
            sums[column] /= RowCount;
        return sums;
    }
}
