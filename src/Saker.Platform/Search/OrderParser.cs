using Saker.Data;

namespace Saker.Platform.Search;

/// <summary>Reads orders such as <c>metrics.auc DESC</c>; a text may hold several, with commas between them.</summary>
internal static class OrderParser
{
    private const string What = "order_by";

    /// <returns>The terms, ended by the target's own, which decide between equals.</returns>
    /// <exception cref="SakerException">One is no order, or not for this target; the message says where and what would be right.</exception>
    public static IReadOnlyList<OrderTerm> Parse(FilterTarget target, IReadOnlyList<string> orders)
    {
        List<OrderTerm> terms = [];
        foreach (var order in orders)
            Add(target, order, terms);
        if (terms.Count > SearchLimits.MaxOrderTerms)
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid order_by: it has {terms.Count} terms; at most {SearchLimits.MaxOrderTerms} are possible.", What);
        terms.AddRange(target.LastOrder.Where(last => !terms.Any(term => term.Field == last.Field)));
        return terms;
    }

    private static void Add(FilterTarget target, string order, List<OrderTerm> terms)
    {
        const int maxLength = (SearchLimits.MaxKeyLength + 50) * SearchLimits.MaxOrderTerms;
        if (order.Length > maxLength)
            throw new SakerException(ErrorKind.InvalidInput, $"Invalid order_by: it has {order.Length} characters; at most {maxLength} are possible.", What);
        FilterErrors.CheckCharacters(What, order);
        var tokens = new FilterTokenizer(order, What);
        var names = new FilterNames(target, What);
        FilterToken token;
        do
        {
            var name = tokens.Next();
            var field = names.Resolve(name);
            if (field is RelatedField or ColumnField { Column.CanOrder: false })
                throw FilterErrors.At(What, name.Position, $"{target.Name} cannot be ordered by {field}.");
            token = tokens.Next();
            var isDescending = token.Is("DESC");
            if (isDescending || token.Is("ASC"))
                token = tokens.Next();
            terms.Add(new OrderTerm(field, isDescending));
        }
        while (token.Kind == FilterTokenKind.Comma);
        if (token.Kind != FilterTokenKind.End)
            throw FilterErrors.At(What, token.Position, $"expected ASC, DESC or the end, found {token}.");
    }
}
