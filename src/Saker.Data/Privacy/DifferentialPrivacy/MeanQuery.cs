namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>The mean of a column: half of epsilon (and of delta) goes to the sum of distances from the middle of the bounds, half to the count.</summary>
public sealed class MeanQuery : PrivateQuery
{
    private readonly string _column;
    private readonly double _min;
    private readonly double _max;
    private readonly double _middle;
    private readonly GridSum _sum;
    private readonly Mechanism _ofSum;
    private readonly Mechanism _ofCount;
    private long _count;

    /// <exception cref="SakerException">A parameter is out of range, or the bounds are none.</exception>
    public MeanQuery(string column, double min, double max, PrivacyParameters parameters)
        : base(parameters)
    {
        ThrowIfInvalid(parameters, problems => CheckBounds(problems, min, max));
        (_column, _min, _max, _middle) = (column, min, max, min + ((max - min) / 2));
        _sum = new GridSum(min - _middle, max - _middle);
        _ofSum = new Mechanism(parameters.Epsilon / 2, parameters.Delta / 2, checked(_sum.Sensitivity * parameters.RowsPerPerson));
        _ofCount = new Mechanism(parameters.Epsilon / 2, parameters.Delta / 2, parameters.RowsPerPerson);
    }

    public override string Description => $"mean of {_column}";

    internal override (string Column, ColumnType Type)? Asked => (_column, ColumnType.Float64);

    internal override PrivacyCost Cost => _ofSum.Cost + _ofCount.Cost;

    internal override void Add(Table table)
    {
        foreach (var value in Numbers(table, _column))
        {
            _sum.Add(Math.Clamp(value, _min, _max) - _middle);
            _count++;
        }
    }

    internal override IReadOnlyList<PrivateAnswer> Answer(ExactSampler sampler)
    {
        var sum = (double)(_sum.Steps + _ofSum.Draw(sampler)) * _sum.Step;
        var count = Math.Max(1, (double)(_count + _ofCount.Draw(sampler)));
        return [new(Description, Math.Clamp(_middle + (sum / count), _min, _max), double.NaN)];
    }
}
