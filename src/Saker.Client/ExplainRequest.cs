using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/explanations/{kind}</c>. Each kind reads its own members and refuses those of others.</summary>
public sealed record ExplainRequest
{
    /// <summary>For <c>values</c> and <c>interactions</c>: the rows to explain, as objects of their columns.</summary>
    public IReadOnlyList<JsonObject>? Rows { get; init; }

    /// <summary>For <c>lime</c> and <c>counterfactual</c>: the row to explain.</summary>
    public JsonObject? Row { get; init; }

    /// <summary>A stored dataset such as <c>loans/1</c>: the rows of <c>dependence</c> and <c>importance</c>; for the others those to compare with, where the version has none recorded.</summary>
    public string? Dataset { get; init; }

    /// <summary>For <c>values</c>: <c>auto</c> (default), <c>trees</c>, <c>linear</c> or <c>sampling</c>. For <c>dependence</c>: <c>accumulated</c> (default) or <c>partial</c>.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// For <c>values</c>, <c>interactions</c>, <c>lime</c> and <c>dependence</c>: of several classes the one that is explained, by name, or by number from 0. Left out, <c>values</c> and
    /// <c>lime</c> explain the class that a row is answered, the others the first.
    /// </summary>
    [JsonConverter(typeof(NameOrNumberConverter))]
    public string? Class { get; init; }

    /// <summary>For <c>dependence</c>: the column.</summary>
    public string? Column { get; init; }

    /// <summary>For <c>dependence</c>: so many rows' own curves too, with <c>partial</c>.</summary>
    public int? Curves { get; init; }

    /// <summary>For <c>importance</c>: the column with the answers, where what a score loses is to be measured; left out the mean size of attributions is.</summary>
    public string? Target { get; init; }

    /// <summary>For <c>importance</c> with a target: a score of the model's task; left out <c>roc_auc</c>, <c>log_loss</c> of several classes or <c>rmse</c> of numbers.</summary>
    public string? Score { get; init; }

    /// <summary>For <c>importance</c> with a target: how often each column is shuffled, 2 to 1,000; 10 when left out.</summary>
    public int? Repeats { get; init; }

    /// <summary>For <c>lime</c>: rows that the model is asked about, 100 to 100,000; 5,000 when left out.</summary>
    public int? Samples { get; init; }

    /// <summary>For <c>lime</c> and <c>importance</c>: the same seed gives the same answer.</summary>
    public long? Seed { get; init; }

    /// <summary>For <c>counterfactual</c>: the label that is wanted; left out any other than now.</summary>
    public string? Label { get; init; }

    /// <summary>For <c>counterfactual</c>: what may become of columns.</summary>
    public IReadOnlyList<ColumnRuleInfo>? Rules { get; init; }

    /// <summary>For <c>counterfactual</c>: the most columns that change together; 3 when left out.</summary>
    public int? MaxChanges { get; init; }

    /// <summary>For <c>counterfactual</c>: how many ways; 3 when left out.</summary>
    public int? Count { get; init; }
}
