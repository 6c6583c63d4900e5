namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>How many rows there are, or how many have a value in a column.</summary>
public sealed class CountQuery : PrivateQuery
{
    private readonly string? _column;
    private readonly Mechanism _mechanism;
    private long _count;

    /// <exception cref="SakerException">A parameter is out of range.</exception>
    public CountQuery(string? column, PrivacyParameters parameters)
        : base(parameters)
    {
        ThrowIfInvalid(parameters, _ => { });
        _column = column;
        _mechanism = new Mechanism(parameters.Epsilon, parameters.Delta, parameters.RowsPerPerson);
    }

    public override string Description => _column is null ? "count" : $"count of {_column}";

    internal override (string Column, ColumnType Type)? Asked => _column is null ? null : (_column, ColumnType.Text);

    internal override PrivacyCost Cost => _mechanism.Cost;

    internal override void Add(Table table) => _count += table.RowCount - (_column is null ? 0 : table.Get(_column).NullCount);

    internal override IReadOnlyList<PrivateAnswer> Answer(ExactSampler sampler) => [new(Description, (double)(_count + _mechanism.Draw(sampler)), _mechanism.Error95)];
}
