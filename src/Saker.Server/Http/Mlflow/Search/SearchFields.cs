using System.Globalization;
using System.Text.Json;
using Saker.Data;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Search;

/// <summary>What MLflow's searches have in common, in requests and in answers.</summary>
internal static class SearchFields
{
    /// <summary>The number of results wanted.</summary>
    /// <exception cref="SakerException">It is not possible.</exception>
    public static int Count(MlflowFields fields, int otherwise, int max, string name = "max_results") => fields.Integer(name) switch
    {
        null => otherwise,
        { } count when count >= 1 && count <= max => (int)count,
        { } count => throw fields.Invalid(name, count.ToString(CultureInfo.InvariantCulture), $"it must be between 1 and {max}"),
    };

    public static void WriteToken(Utf8JsonWriter writer, string? token)
    {
        if (token is not null)
            writer.WriteString("next_page_token", token);
    }
}
