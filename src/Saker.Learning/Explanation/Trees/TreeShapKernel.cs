using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Saker.Learning.Explanation.Trees;

/// <summary>
/// The walks of <see cref="TreeShapPlan"/> over eight rows at once, a row a lane, in float64. Tiles of rows share each tree's constants
/// while they are in the cache.
/// </summary>
internal static unsafe class TreeShapKernel
{
    public const int Lanes = 8;

    /// <summary>Blocks of <see cref="Lanes"/> rows that take turns with one tree.</summary>
    public const int BlocksPerTile = 16;

    /// <summary>Adds the attributions of a tile.</summary>
    /// <param name="plan">The trees.</param>
    /// <param name="blocks">Blocks of rows in the tile.</param>
    /// <param name="featureCount">Columns of the rows, at least the plan's.</param>
    /// <param name="values">Block by block, feature by feature, a vector of the rows' values; NaN is missing.</param>
    /// <param name="phi">As <paramref name="values"/>; the attributions are added to what is there.</param>
    /// <param name="scratch">At least <see cref="TreeShapPlan.MaxScratch"/> vectors.</param>
    public static void Add(TreeShapPlan plan, int blocks, int featureCount, double* values, double* phi, double* scratch)
    {
        fixed (PlanNode* nodes = plan.Nodes)
        fixed (double* constants = plan.Constants)
        {
            foreach (ref readonly var tree in plan.Trees.AsSpan())
            {
                var open = scratch + ((long)tree.PlaceCount * tree.Points * Lanes);
                for (var block = 0; block < blocks; block++)
                {
                    var offset = (long)block * featureCount * Lanes;
                    Down(nodes + tree.FirstNode, in tree, constants, values + offset, scratch, open);
                    Up(nodes + tree.FirstNode, in tree, constants, phi + offset, scratch, open);
                }
            }
        }
    }

    // From the root: which rows may go each way (open: o as 0 and 1) and, per point, the product of the factors so far; at leaves H.
    private static void Down(PlanNode* nodes, ref readonly PlanTree tree, double* constants, double* values, double* products, double* open)
    {
        var points = tree.Points;
        var one = Vector512.Create(1.0);
        one.StoreAligned(open);
        for (var point = 0; point < points; point++)
            one.StoreAligned(products + (point * Lanes));
        for (var end = nodes + tree.NodeCount; nodes < end; nodes++)
        {
            var goesYes = Decide(nodes, Vector512.LoadAligned(values + ((long)nodes->Feature * Lanes)));
            var above = Vector512.LoadAligned(open + (nodes->Previous * Lanes));
            var yes = above & goesYes;
            var no = Vector512.AndNot(above, goesYes);
            yes.StoreAligned(open + (nodes->Yes * Lanes));
            no.StoreAligned(open + (nodes->No * Lanes));

            var factors = constants + nodes->Constants;
            var (yesStart, noStart) = (Vector512.Create(factors[0]), Vector512.Create(factors[1]));
            factors += TreeShapPlan.PerNode;
            var from = products + (nodes->Place * points * Lanes);
            var toYes = products + (nodes->Yes * points * Lanes);
            var toNo = products + (nodes->No * points * Lanes);
            for (var point = 0; point < points; point++, factors += TreeShapPlan.PerPoint, from += Lanes, toYes += Lanes, toNo += Lanes)
            {
                var product = Vector512.LoadAligned(from);
                var yesFactor = Vector512.FusedMultiplyAdd(yes, Vector512.Create(factors[1]), Vector512.FusedMultiplyAdd(above, Vector512.Create(factors[0]), yesStart));
                var noFactor = Vector512.FusedMultiplyAdd(no, Vector512.Create(factors[3]), Vector512.FusedMultiplyAdd(above, Vector512.Create(factors[2]), noStart));
                (product * yesFactor).StoreAligned(toYes);
                (product * noFactor).StoreAligned(toNo);
            }
        }
    }

    // From the leaves: H of a branch is the sum of its two, and takes the place of its product.
    private static void Up(PlanNode* nodes, ref readonly PlanTree tree, double* constants, double* phi, double* sums, double* open)
    {
        var points = tree.Points;
        for (var node = nodes + tree.NodeCount - 1; node >= nodes; node--)
        {
            var factors = constants + node->Constants + TreeShapPlan.PerNode + 4;
            var fromYes = sums + (node->Yes * points * Lanes);
            var fromNo = sums + (node->No * points * Lanes);
            var to = sums + (node->Place * points * Lanes);
            var (both, onlyYes, onlyNo) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var point = 0; point < points; point++, factors += TreeShapPlan.PerPoint, fromYes += Lanes, fromNo += Lanes, to += Lanes)
            {
                var yes = Vector512.LoadAligned(fromYes);
                var no = Vector512.LoadAligned(fromNo);
                var sum = yes + no;
                both = Vector512.FusedMultiplyAdd(sum, Vector512.Create(factors[0]), both);
                onlyYes = Vector512.FusedMultiplyAdd(yes, Vector512.Create(factors[1]), onlyYes);
                onlyNo = Vector512.FusedMultiplyAdd(no, Vector512.Create(factors[2]), onlyNo);
                sum.StoreAligned(to);
            }
            var target = phi + ((long)node->Feature * Lanes);
            var added = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(open + (node->Previous * Lanes)), both, Vector512.LoadAligned(target));
            added = Vector512.FusedMultiplyAdd(Vector512.LoadAligned(open + (node->Yes * Lanes)), onlyYes, added);
            Vector512.FusedMultiplyAdd(Vector512.LoadAligned(open + (node->No * Lanes)), onlyNo, added).StoreAligned(target);
        }
    }

    /// <summary>All ones in the lanes of rows that go the yes way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Decide(PlanNode* node, Vector512<double> value)
    {
        var threshold = Vector512.Create(node->Threshold);
        var isYes = node->IsEquality ? Vector512.Equals(value, threshold) : Vector512.LessThan(value, threshold);
        var isMissing = ~Vector512.Equals(value, value);
        return isYes | (isMissing & Vector512.Create(node->MissingIsYes).AsDouble());
    }
}
