using MathNet.Numerics.Integration;
using Saker.Data;

namespace Saker.Learning.Explanation.Trees;

/// <summary>
/// Trees laid out for <see cref="TreeShapKernel"/>, with everything computed before that does not depend on a row. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Path-dependent SHAP (Lundberg et al. 2020) is a sum over leaves. On the way to a leaf of weight v, let z_i be the product of the cover
/// ratios at the branches that ask feature i, and o_i be 1 if the row would go that way at all of them, else 0. Shapley's weights are
/// s!(k-1-s)!/k! = the integral of t^s (1-t)^(k-1-s) over [0, 1], so that (Owen 1972, the multilinear extension)
/// <c>phi_i = v (o_i - z_i) * integral over t of the product over j != i of f_j(t)</c>, <c>f_j(t) = t o_j + (1-t) z_j</c>.
/// The integrand is a polynomial of degree k-1, k the features on the way, so Gauss and Legendre's rule of ceil(k/2) points gives the
/// integral exactly: 3 points for trees of depth 6. All terms of the products are positive, so nothing cancels.
/// </para>
/// <para>
/// At a fixed t, H(n), the sum over the leaves below a node n of v times the product of all f, is found by one walk down and one up
/// (as in Linear TreeSHAP, Yu et al. 2022), and an edge that asks i adds to phi_i <c>w (g(o, z) - g(o', z')) H</c>, <c>g(o, z) = (o - z) / f</c>, w the
/// weight of the point, (o', z') what i had above. As o is 0 or 1, each factor of the walks is one of two or three constants per edge and
/// point: this plan holds them as <c>a + o b + o' c</c>. The work is linear in the nodes; no table grows with the depth.
/// </para>
/// </remarks>
internal sealed class TreeShapPlan
{
    /// <summary>Constants of a branch per point: forward yes (2), forward no (2), backward (3); and for each way one more, which does not depend on the point.</summary>
    public const int PerPoint = 7;
    public const int PerNode = 2;

    // In float64: beyond, the scratch of one thread is more than a gigabyte, and places in it are no int.
    private const long MaxScratchNumbers = 1L << 27;

    private readonly List<PlanNode> _nodes = [];
    private readonly List<double> _constants = [];
    private readonly Dictionary<int, (int Place, double Zero)> _above = [];

    public TreeShapPlan(TreeSum sum)
    {
        FeatureCount = sum.FeatureCount;
        var (trees, expected) = (new List<PlanTree>(), sum.Start);
        foreach (var tree in sum.Trees)
        {
            expected += tree.Mean();
            if (tree.IsLeaf(0))
                continue;
            var points = (tree.MaxFeaturesOnPath() + 1) / 2;
            if ((long)(tree.NodeCount + 1) * (points + 1) * TreeShapKernel.Lanes > MaxScratchNumbers)
                throw new SakerException(ErrorKind.InvalidInput, $"A tree of {tree.NodeCount} nodes with {tree.MaxFeaturesOnPath()} features on a way is too large to be explained exactly. Use the method 'sampling'.");
            var first = _nodes.Count;
            var places = Add(tree, 0, 0, new GaussLegendreRule(0, 1, points));
            trees.Add(new PlanTree(first, _nodes.Count - first, places, points));
        }
        Expected = expected;
        Trees = [.. trees];
        Nodes = [.. _nodes];
        Constants = [.. _constants];
        MaxScratch = Trees.Length == 0 ? 0 : Trees.Max(tree => tree.PlaceCount * (tree.Points + 1));
    }

    /// <summary>What the sum gives on average: the attributions of a row add up to its own sum minus this.</summary>
    public double Expected { get; }

    public int FeatureCount { get; }

    public PlanTree[] Trees { get; }

    public PlanNode[] Nodes { get; }

    public double[] Constants { get; }

    /// <summary>The most vectors that a tree needs while it is walked.</summary>
    public int MaxScratch { get; }

    // A walk from the root; gives the next free place.
    private int Add(CoverTree tree, int node, int place, GaussLegendreRule rule)
    {
        var feature = tree.Feature[node];
        var (previous, zeroAbove) = _above.GetValueOrDefault(feature, (0, 1));
        var share = tree.YesShare(node);
        var index = _nodes.Count;
        _nodes.Add(default);
        var constants = AddConstants(tree, node, rule, share, zeroAbove);

        var yes = place + 1;
        var no = Below(tree, tree.Yes[node], yes, feature, share * zeroAbove, rule);
        var next = Below(tree, tree.No[node], no, feature, (1 - share) * zeroAbove, rule);
        if (previous == 0)
            _above.Remove(feature);
        else
            _above[feature] = (previous, zeroAbove);
        _nodes[index] = new PlanNode
        {
            Threshold = tree.Threshold[node],
            MissingIsYes = tree.MissingIsYes[node] ? -1 : 0,
            Feature = feature,
            Place = place,
            Yes = yes,
            No = no,
            Previous = previous,
            Constants = constants,
            IsEquality = tree.IsEquality[node],
        };
        return next;
    }

    private int Below(CoverTree tree, int child, int place, int feature, double zero, GaussLegendreRule rule)
    {
        if (tree.IsLeaf(child))
            return place + 1;
        _above[feature] = (place, zero);
        return Add(tree, child, place, rule);
    }

    private int AddConstants(CoverTree tree, int node, GaussLegendreRule rule, double share, double zeroAbove)
    {
        var at = _constants.Count;
        // What a leaf adds goes into the factor of its edge.
        var (yes, no) = (LeafOr1(tree, tree.Yes[node]), LeafOr1(tree, tree.No[node]));
        _constants.Add(share * yes);
        _constants.Add((1 - share) * no);
        for (var point = 0; point < rule.Order; point++)
        {
            var (t, weight) = (rule.GetAbscissa(point), rule.GetWeight(point));
            var above = F(1, zeroAbove);
            AddForward(share, yes);
            AddForward(1 - share, no);
            // g(0, z) is -1 / (1 - t) whatever z is, so the two ways share it; with o' = 0 the difference is 0.
            var blocked = weight * ((-1 / (1 - t)) - ((1 - zeroAbove) / above));
            _constants.Add(blocked);
            _constants.Add(Open(share * zeroAbove) - blocked);
            _constants.Add(Open((1 - share) * zeroAbove) - blocked);

            double F(int o, double z) => (t * o) + ((1 - t) * z);

            void AddForward(double ratio, double value)
            {
                var zero = ratio * zeroAbove;
                _constants.Add(value * ((F(0, zero) / above) - ratio));
                _constants.Add(value * ((F(1, zero) - F(0, zero)) / above));
            }

            double Open(double z) => weight * (((1 - z) / F(1, z)) - ((1 - zeroAbove) / above));
        }
        return at;
    }

    private static double LeafOr1(CoverTree tree, int node) => tree.IsLeaf(node) ? tree.Weight[node] : 1;
}
