namespace Saker.Data.Checks.Proposals;

/// <summary>That cells can be read as what they are now.</summary>
internal sealed class TypeProposer : IColumnProposer
{
    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        if (column.IsText || column.Count == 0)
            yield break;
        yield return new CheckDraft("of_type", column.Name, $"every value is {column.Type.Name()}", ("type", column.Type.Name()));
    }
}
