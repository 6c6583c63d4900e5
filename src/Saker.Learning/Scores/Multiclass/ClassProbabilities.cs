using Saker.Data;

namespace Saker.Learning.Scores.Multiclass;

/// <summary>Scores from the probability of each class.</summary>
internal static class ClassProbabilities
{
    // As scikit-learn clips float64 probabilities.
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Mean negative log likelihood; probabilities are clipped and each row is divided by its sum.</summary>
    public static double LogLoss(MulticlassPredictions rows)
    {
        var probabilities = rows.Probabilities("Log loss");
        var classCount = rows.Classes.Count;
        var loss = 0.0;
        for (var row = 0; row < rows.UnitCount; row++)
        {
            var sum = 0.0;
            foreach (var probability in probabilities.Slice(row * classCount, classCount))
                sum += Math.Clamp(probability, Epsilon, 1 - Epsilon);
            loss -= Math.Log(Math.Clamp(probabilities[(row * classCount) + rows.Target[row]], Epsilon, 1 - Epsilon) / sum);
        }
        return loss / rows.UnitCount;
    }

    /// <summary>Rows whose class is among those of the highest probability; of equal ones the later class counts as higher, as scikit-learn has it.</summary>
    public static int TopHits(MulticlassPredictions rows, int count)
    {
        var probabilities = rows.Probabilities("Top-k accuracy");
        var classCount = rows.Classes.Count;
        var hits = 0;
        for (var row = 0; row < rows.UnitCount; row++)
        {
            var own = probabilities.Slice(row * classCount, classCount);
            var target = rows.Target[row];
            var above = 0;
            for (var other = 0; other < classCount; other++)
                above += own[other] > own[target] || (own[other] == own[target] && other > target) ? 1 : 0;
            hits += above < count ? 1 : 0;
        }
        return hits;
    }

    /// <summary>The mean over classes of the area of each against all others (Provost and Domingos 2000), weighted by how often each occurs or not.</summary>
    public static double OneVersusRest(MulticlassPredictions rows, bool isWeighted)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var own = 0; own < MeasuredCount(rows); own++)
        {
            var isOwn = new bool[rows.UnitCount];
            var values = new double[rows.UnitCount];
            var count = 0;
            for (var row = 0; row < values.Length; row++)
            {
                isOwn[row] = rows.Target[row] == own;
                values[row] = rows.Probabilities("ROC AUC")[(row * rows.Classes.Count) + own];
                count += isOwn[row] ? 1 : 0;
            }
            var weight = isWeighted ? count : 1;
            sum += weight * RankArea.Of(isOwn, values, rows.Classes[own]);
            weights += weight;
        }
        return sum / weights;
    }

    /// <summary>The mean over pairs of classes of the two areas between them (Hand and Till 2001).</summary>
    public static double OneVersusOne(MulticlassPredictions rows)
    {
        var (sum, pairs) = (0.0, 0);
        for (var a = 0; a < MeasuredCount(rows); a++)
        {
            for (var b = a + 1; b < MeasuredCount(rows); b++)
            {
                sum += (Between(rows, a, b) + Between(rows, b, a)) / 2;
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static int MeasuredCount(MulticlassPredictions rows) => rows.Classes.Count - (rows.HasOther ? 1 : 0);

    private static double Between(MulticlassPredictions rows, int own, int other)
    {
        var isOwn = new List<bool>();
        var values = new List<double>();
        var probabilities = rows.Probabilities("ROC AUC");
        for (var row = 0; row < rows.UnitCount; row++)
        {
            if (rows.Target[row] != own && rows.Target[row] != other)
                continue;
            isOwn.Add(rows.Target[row] == own);
            values.Add(probabilities[(row * rows.Classes.Count) + own]);
        }
        return values.Count > 0
            ? RankArea.Of([.. isOwn], [.. values], rows.Classes[own])
            : throw new SakerException(ErrorKind.InvalidInput, $"ROC AUC is not defined: no row is '{rows.Classes[own]}' or '{rows.Classes[other]}'.", "target");
    }
}
