using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Search;

/// <summary>Reads what a field is compared with.</summary>
internal sealed class FilterValues
{
    private const string What = "filter";

    private int _count;

    /// <exception cref="SakerException">The field cannot be compared so.</exception>
    public static void CheckComparator(FilterField field, FilterComparator comparator, FilterToken token)
    {
        if (field.Kind != FilterKind.Any && (field.Kind == FilterKind.Text ? comparator.IsRange() : comparator.IsPattern()))
            throw FilterErrors.At(What, token.Position, $"{field} cannot be compared with {comparator.ToText()}. {Comparators(field)}");
    }

    /// <summary>Which comparators a field has, as a sentence.</summary>
    public static string Comparators(FilterField field) => field.Kind switch
    {
        FilterKind.Text => "Use =, !=, LIKE, ILIKE, IN, NOT IN, NOT LIKE or NOT ILIKE.",
        FilterKind.Any => "Use =, !=, >, >=, <, <=, LIKE, ILIKE, IN, NOT IN, NOT LIKE or NOT ILIKE.",
        _ => "Use =, !=, >, >=, <, <=, IN or NOT IN.",
    };

    /// <exception cref="SakerException">The field has no such values.</exception>
    public object Read(FilterField field, FilterComparator comparator, FilterToken token)
    {
        if (++_count > SearchLimits.MaxValues)
            throw FilterErrors.At(What, token.Position, $"its lists have more than {SearchLimits.MaxValues} values together.");
        var isText = field.Kind == FilterKind.Text
            || field.Kind == FilterKind.Any && (comparator.IsPattern() || token.Kind is FilterTokenKind.Text or FilterTokenKind.DoubleQuoted);
        return isText ? Text(field, comparator, token) : Number(field, token);
    }

    private static string Text(FilterField field, FilterComparator comparator, FilterToken token)
    {
        if (token.Kind is not (FilterTokenKind.Text or FilterTokenKind.DoubleQuoted))
            throw FilterErrors.At(What, token.Position, $"expected a quoted string value for {field}, such as 'my-value'; found {token}.");
        if (comparator.IsPattern() && token.Text.Length > SearchLimits.MaxPatternLength)
            throw FilterErrors.At(What, token.Position, $"a pattern has at most {SearchLimits.MaxPatternLength} characters; this one has {token.Text.Length}.");
        return token.Text;
    }

    private static object Number(FilterField field, FilterToken token)
    {
        if (token.Kind == FilterTokenKind.Word && token.Key is null)
        {
            // Times are too long for a double to hold them exactly next to one another.
            if (field.Kind == FilterKind.Integer && long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                return whole;
            if (double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
        }
        throw FilterErrors.At(What, token.Position, $"expected a numeric value for {field}, without quotes; found {token}.");
    }
}
