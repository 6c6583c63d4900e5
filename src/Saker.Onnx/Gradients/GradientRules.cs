using Saker.Onnx.Editing;
using Saker.Onnx.Gradients.Rules;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients;

/// <summary>The rules by which gradients go back through operators, by the operator's name.</summary>
internal sealed class GradientRules
{
    private readonly Dictionary<string, (Action<GradientNode> Rule, Func<NodeProto, string?>? FindProblem)> _rules = new(StringComparer.Ordinal);

    private GradientRules()
    {
        ElementwiseRules.Register(this);
        ArithmeticRules.Register(this);
        ReductionRules.Register(this);
        ShapeRules.Register(this);
        SliceRules.Register(this);
        GatherRules.Register(this);
        LinearRules.Register(this);
        ConvolutionRules.Register(this);
        PoolingRules.Register(this);
        NormalisationRules.Register(this);
        SoftmaxRules.Register(this);
        ResizeRules.Register(this);
        LstmRule.Register(this);
        GruRule.Register(this);
        RnnRule.Register(this);
        ScanRule.Register(this);
        BranchRule.Register(this);
        LocalResponseRule.Register(this);
        QuantisationRules.Register(this);
        FlatRules.Register(this);
    }

    public static GradientRules All { get; } = new();

    /// <summary>All operators that have a rule.</summary>
    public IEnumerable<string> Operators => _rules.Keys.Order(StringComparer.Ordinal);

    /// <param name="operatorType">The operator.</param>
    /// <param name="rule">Adds the nodes of its gradient.</param>
    /// <param name="findProblem">Why a node of it has no gradient, continuing a sentence; null when it has.</param>
    public void Add(string operatorType, Action<GradientNode> rule, Func<NodeProto, string?>? findProblem = null) => _rules.Add(operatorType, (rule, findProblem));

    public Action<GradientNode> Get(NodeProto node) => _rules[node.OpType].Rule;

    /// <summary>Why nothing goes back through a node, continuing a sentence; null when something does.</summary>
    public string? FindProblem(NodeProto node) =>
        !node.IsStandard() ? $"is of domain '{node.Domain}'"
        : !_rules.TryGetValue(node.OpType, out var found) ? "has no rule"
        : found.FindProblem?.Invoke(node);
}
