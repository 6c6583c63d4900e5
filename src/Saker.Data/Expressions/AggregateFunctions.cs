namespace Saker.Data.Expressions;

/// <summary>The functions over all rows that an expression about a whole table may use besides <see cref="PureFunctions"/>.</summary>
internal static class AggregateFunctions
{
    private static readonly HashSet<string> All =
    [
        "any_value", "approx_count_distinct", "approx_quantile", "avg", "bool_and", "bool_or", "corr", "count", "count_if", "count_star", "covar_pop", "covar_samp",
        "entropy", "kurtosis", "mad", "max", "mean", "median", "min", "mode", "quantile_cont", "quantile_disc", "skewness", "stddev", "stddev_pop", "stddev_samp",
        "sum", "var_pop", "var_samp", "variance",
    ];

    public static bool Has(string name) => All.Contains(name);
}
