namespace Saker.Data.Expressions;

/// <summary>
/// The functions of the engine that expressions may use. A list of what is allowed, as the engine has others that read files, settings,
/// the environment, the clock or chance, and some that make a short text very long.
/// </summary>
internal static class PureFunctions
{
    private static readonly string[] Operators =
        ["+", "-", "*", "/", "//", "%", "^", "**", "||", "~~", "!~~", "~~*", "!~~*", "~~~", "&", "|", "<<", ">>", "~", "@", "^@"];

    private static readonly string[] Named =
    [
        "abs", "acos", "asin", "atan", "atan2", "cbrt", "ceil", "ceiling", "cos", "cot", "degrees", "even", "exp", "floor", "gamma", "greatest",
        "isfinite", "isinf", "isnan", "least", "lgamma", "ln", "log", "log10", "log2", "mod", "nullif", "ifnull", "pi", "pow", "power", "radians", "round",
        "sign", "sin", "sqrt", "tan", "trunc", "divide", "fdiv", "fmod", "add", "subtract", "multiply",
        "ascii", "chr", "concat", "concat_ws", "contains", "ends_with", "instr", "lcase", "left", "len", "length", "like_escape", "not_like_escape",
        "ilike_escape", "not_ilike_escape", "lower", "ltrim", "position", "prefix", "regexp_extract", "regexp_full_match", "regexp_matches", "reverse",
        "right", "rtrim", "starts_with", "strip_accents", "strlen", "strpos", "substr", "substring", "suffix", "translate", "trim", "ucase", "upper",
        "date_diff", "date_part", "date_trunc", "datediff", "datepart", "datetrunc", "day", "dayofmonth", "dayofweek", "dayofyear", "hour", "isodow",
        "isoyear", "make_date", "minute", "month", "quarter", "second", "week", "weekday", "weekofyear", "year",
    ];

    private static readonly HashSet<string> All = [.. Operators, .. Named];

    public static bool Has(string name) => All.Contains(name);
}
