namespace Saker.Platform.Search;

/// <summary>Finds the field that a name means.</summary>
internal sealed class FilterNames(FilterTarget target, string what)
{
    /// <exception cref="Saker.Data.SakerException">It means none; the message says which there are.</exception>
    public FilterField Resolve(FilterToken token)
    {
        if (token.Kind is FilterTokenKind.DoubleQuoted or FilterTokenKind.Backticked)
            return Attribute(token.Text, token.Position);
        if (token.Kind != FilterTokenKind.Word)
            throw FilterErrors.At(what, token.Position, $"expected the name of a field, found {token}. {Choices()}");
        if (token.Key is { } quoted)
            return Resolve(token.Text, quoted, token.Position);
        var dot = token.Text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Attribute(token.Text, token.Position) : Resolve(token.Text[..dot], token.Text[(dot + 1)..], token.Position);
    }

    private FilterField Resolve(string entity, string key, int position)
    {
        if (key.Length is 0 or > SearchLimits.MaxKeyLength)
            throw FilterErrors.At(what, position, $"a key has 1 to {SearchLimits.MaxKeyLength} characters; this one has {key.Length}.");
        if (target.AttributeNames.Contains(entity))
            return Attribute(key, position);
        if (target.Entries.FirstOrDefault(entries => entries.Names.Contains(entity)) is { } found)
            return new EntryField(found, key);
        if (target.Relations.FirstOrDefault(relation => relation.Names.Contains(entity)) is { } related)
        {
            var column = related.Columns.FirstOrDefault(column => column.Has(key))
                ?? throw FilterErrors.At(what, position, $"a {related.Names[0]} has no '{Short(key)}'. It has: {string.Join(", ", related.Columns.Select(column => column.Name))}.");
            return new RelatedField(related, column);
        }
        throw FilterErrors.At(what, position, $"'{Short(entity)}' is nothing that {target.Name} have. {Choices()}");
    }

    private ColumnField Attribute(string name, int position) => target.Columns.FirstOrDefault(column => column.Has(name)) is { } column
        ? new ColumnField(column)
        : throw FilterErrors.At(what, position, $"{target.Name} have no attribute '{Short(name)}'. {Choices()}");

    private string Choices()
    {
        var entities = string.Join(", ", target.Entries.Select(entries => $"{entries.Names[^1]}.KEY").Concat(target.Relations.SelectMany(relation => relation.Columns.Select(column => $"{relation.Names[0]}.{column.Name}"))));
        return $"The attributes are {string.Join(", ", target.Columns.Select(column => column.Name))}{(entities.Length > 0 ? "; besides them: " + entities : "")}.";
    }

    private static string Short(string text) => text.Length > 60 ? text[..60] + "..." : text;
}
