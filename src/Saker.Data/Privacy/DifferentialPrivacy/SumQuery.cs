namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>The sum of a column, each value brought within bounds that are given.</summary>
public sealed class SumQuery : PrivateQuery
{
    private readonly string _column;
    private readonly GridSum _sum;
    private readonly Mechanism _mechanism;

    /// <exception cref="SakerException">A parameter is out of range, or the bounds are none.</exception>
    public SumQuery(string column, double min, double max, PrivacyParameters parameters)
        : base(parameters)
    {
        ThrowIfInvalid(parameters, problems => CheckBounds(problems, min, max));
        _column = column;
        _sum = new GridSum(min, max);
        _mechanism = new Mechanism(parameters.Epsilon, parameters.Delta, checked(_sum.Sensitivity * parameters.RowsPerPerson));
    }

    public override string Description => $"sum of {_column}";

    internal override (string Column, ColumnType Type)? Asked => (_column, ColumnType.Float64);

    internal override PrivacyCost Cost => _mechanism.Cost;

    internal override void Add(Table table)
    {
        foreach (var value in Numbers(table, _column))
            _sum.Add(value);
    }

    internal override IReadOnlyList<PrivateAnswer> Answer(ExactSampler sampler) => [new(Description, (double)(_sum.Steps + _mechanism.Draw(sampler)) * _sum.Step, _mechanism.Error95 * _sum.Step)];
}
